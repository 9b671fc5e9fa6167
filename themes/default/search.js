// The search: one field with its hits, in a dialog (Ctrl-K, Cmd-K or /) and on the page search/. The
// index is loaded when the field is first shown. Text of a catalog is only ever set as text.
(function () {
  "use strict";
  var MOST = 50;
  var rank = window.__EVENTBOOK_RANK;
  var root = new URL("..", document.currentScript.src).href;
  var book = null;
  var waiting = null;

  // Calls back with whether the index is there. By file:// only a script may be loaded.
  function load(ready) {
    if (book) return ready(true);
    if (waiting) return waiting.push(ready);
    waiting = [ready];
    var script = document.createElement("script");
    var done = function () {
      var index = window.__EVENTBOOK_INDEX;
      if (index && index.version === 1) book = rank.prepare(index);
      var told = waiting;
      waiting = null;
      told.forEach(function (tell) { tell(book !== null); });
    };
    script.addEventListener("load", done);
    script.addEventListener("error", done);
    script.src = root + "search/names.js";
    document.head.appendChild(script);
  }

  function element(name, classes, text) {
    var made = document.createElement(name);
    if (classes) made.className = classes;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // A text in which the parts that meet the query are marked.
  function marked(parent, text, query, loosely) {
    rank.cut(text, query, loosely).forEach(function (piece) {
      if (piece.marked) parent.appendChild(element("mark", "", piece.text));
      else parent.appendChild(document.createTextNode(piece.text));
    });
    return parent;
  }

  function option(href, sign) {
    var made = element("a", "hit");
    made.href = root + href;
    made.setAttribute("role", "option");
    made.tabIndex = -1;
    var icon = element("span", "icon icon-" + sign);
    icon.setAttribute("aria-hidden", "true");
    // The sign takes its colour from its kind.
    var colour = element("span", "kind-" + sign);
    colour.appendChild(icon);
    made.appendChild(colour);
    return made;
  }

  function hitOption(hit, query, loosely) {
    var kind = book.kinds[book.rows.kind[hit.row]];
    var id = book.rows.id[hit.row];
    var title = book.rows.title[hit.row];
    var made = option(rank.address(book, hit), kind.sign);
    var words = made.appendChild(element("span", "hit-words"));
    marked(words.appendChild(element("span", "hit-name")), title === null ? id : title, query, loosely);
    if (title !== null && title.toLowerCase() !== id.toLowerCase()) {
      marked(words.appendChild(element("code", "hit-id")), id, query, loosely);
    }
    hit.reasons.forEach(function (reason) {
      var line = words.appendChild(element("span", "hit-why", reason.facet.name + " "));
      marked(line.appendChild(element("span", "hit-word")), reason.name.text, query, false);
    });
    made.appendChild(element("span", "hit-kind", kind.word));
    return made;
  }

  function listOption(section) {
    var made = option(section.folder + "index.html", section.sign);
    made.appendChild(element("span", "hit-words", "All " + section.title.toLowerCase()));
    made.appendChild(element("span", "hit-kind", String(section.count)));
    return made;
  }

  // A field and its hits in `box`. `named` begins its ids; `seen(query)` is told each query.
  function field(box, named, seen) {
    var input = element("input", "find-input");
    var state = element("p", "find-state");
    var list = element("div", "hits");
    var active = -1;
    var attributes = {
      type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": named + "-hits",
      "aria-autocomplete": "list", "aria-label": "Search by name, field, topic or owner",
      placeholder: "Name, field, topic, owner …", autocomplete: "off", autocapitalize: "off",
      spellcheck: "false", enterkeyhint: "go"
    };
    Object.keys(attributes).forEach(function (key) { input.setAttribute(key, attributes[key]); });
    list.id = named + "-hits";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Hits");
    state.setAttribute("role", "status");
    var line = element("div", "find-line");
    line.appendChild(element("span", "icon icon-find"));
    line.appendChild(input);
    box.append(line, state, list);

    function choose(next) {
      var options = list.children;
      if (options[active]) options[active].setAttribute("aria-selected", "false");
      active = options.length === 0 ? -1 : (next + options.length) % options.length;
      var chosen = options[active];
      if (!chosen) return input.removeAttribute("aria-activedescendant");
      chosen.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    }

    function show() {
      if (!book) return;
      var query = input.value.trim();
      var found = rank.rank(book, query, MOST);
      var options = query === "" ? book.sections.map(listOption)
        : found.hits.map(function (hit) { return hitOption(hit, query, found.loosely); });
      options.forEach(function (made, at) {
        made.id = named + "-hit-" + at;
        made.setAttribute("aria-selected", "false");
      });
      list.replaceChildren.apply(list, options);
      list.hidden = options.length === 0;
      list.scrollTop = 0;
      input.setAttribute("aria-expanded", String(options.length > 0));
      if (query === "") state.textContent = "Everything, by kind";
      else if (found.count === 0) state.textContent = "Nothing is called or holds “" + query + "”.";
      else if (found.count > MOST) state.textContent = found.count + " hits, the first " + MOST + " are shown";
      else state.textContent = found.count + (found.count === 1 ? " hit" : " hits");
      choose(0);
      seen(query);
    }

    input.addEventListener("input", show);
    input.addEventListener("keydown", function (event) {
      if (event.isComposing || event.shiftKey || event.altKey || event.metaKey) return;
      var last = list.children.length - 1;
      var to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: last };
      if (event.key === "Enter" && list.children[active]) {
        event.preventDefault();
        // A click keeps what the browser does for links: with Ctrl it opens another tab.
        list.children[active].dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey }));
      } else if (Object.prototype.hasOwnProperty.call(to, event.key) && last >= 0 && !event.ctrlKey) {
        event.preventDefault();
        choose(to[event.key]);
      }
    });
    list.addEventListener("pointermove", function (event) {
      var over = event.target.closest(".hit");
      var at = Array.prototype.indexOf.call(list.children, over);
      if (over && at !== active) choose(at);
    });
    state.textContent = "Loading …";
    load(function (there) {
      if (there) show();
      else state.textContent = "The names could not be loaded.";
    });
    return { input: input, show: show };
  }

  function dialog() {
    var box = document.createElement("dialog");
    box.className = "finder";
    box.setAttribute("aria-label", "Search");
    var foot = element("p", "find-foot");
    var all = element("a", "", "Open as a page");
    var made = field(box, "finder", function (query) {
      all.href = root + "search/index.html" + (query ? "?q=" + encodeURIComponent(query) : "");
    });
    [["↑ ↓", "choose"], ["Enter", "open"], ["Esc", "close"]].forEach(function (key) {
      var hint = foot.appendChild(element("span", "find-key"));
      hint.appendChild(element("kbd", "", key[0]));
      hint.appendChild(document.createTextNode(" " + key[1]));
    });
    foot.appendChild(all);
    box.appendChild(foot);
    // A click beside the dialog is a click on the element itself.
    box.addEventListener("click", function (event) {
      if (event.target === box || event.target.closest(".hit")) box.close();
    });
    document.body.appendChild(box);
    return { box: box, input: made.input };
  }

  // Whether a key is meant for a field. One that is hidden may still have the focus for a moment.
  function writes(target) {
    var field = target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
    return Boolean(field) && field.getClientRects().length > 0;
  }

  function wire() {
    var place = document.querySelector(".find-page");
    var control = document.querySelector("a.find");
    var made = null;
    var page = null;
    function open() {
      if (page) {
        page.input.focus();
        page.input.select();
        return;
      }
      made = made || dialog();
      if (!made.box.open) made.box.showModal();
      made.input.focus();
      made.input.select();
    }
    if (place) {
      page = field(place, "page", function (query) {
        try {
          history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname);
        } catch (refused) {
          // By file:// an address may not be changed; the hits are shown all the same.
        }
      });
      page.input.value = new URLSearchParams(location.search).get("q") || "";
      page.show();
      page.input.focus();
    }
    if (control) {
      // With a script it opens here, and says so; without one it leads to the lists.
      var button = element("button", "find");
      button.type = "button";
      button.append.apply(button, Array.from(control.childNodes));
      button.setAttribute("aria-keyshortcuts", "Control+K Meta+K /");
      button.addEventListener("click", open);
      control.replaceWith(button);
    }
    document.addEventListener("keydown", function (event) {
      if (event.isComposing || event.altKey) return;
      var letter = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k";
      var slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !writes(event.target);
      if (!letter && !slash) return;
      event.preventDefault();
      open();
    });
  }

  wire();
})();
