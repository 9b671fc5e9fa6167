// Follows the catalog: loads the page again when it has changed, and tells what is broken.
// Whatever comes from a document is shown by textContent, never as markup.
(function () {
  "use strict";
  var shown = document.currentScript.dataset.page;
  var stream = null;
  var panel = null;
  // The last state that the reader has closed; the next one is shown again.
  var closed = 0;

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  // A shadow keeps the style of the page and of the panel apart.
  function place() {
    if (panel) return panel;
    var host = element("div");
    host.id = "eventbook-preview";
    var shadow = host.attachShadow({ mode: "open" });
    var sheet = element("link");
    sheet.rel = "stylesheet";
    sheet.href = "/-/eventbook/reload.css";
    panel = element("div");
    shadow.append(sheet, panel);
    document.body.append(host);
    return panel;
  }

  function finding(told) {
    var item = element("li");
    item.append(
      element("code", "place", told.place),
      element("span", "rule", told.level + "[" + told.rule + "]"),
      element("p", "message", told.message)
    );
    if (told.label) item.append(element("p", "label", told.label));
    if (told.help) item.append(element("p", "label", told.help));
    return item;
  }

  function file(told) {
    var group = element("section");
    var list = element("ul");
    told.findings.forEach(function (one) { list.append(finding(one)); });
    group.append(element("h2", "", told.path), list);
    return group;
  }

  function overlay(state) {
    var box = element("div", "broken");
    box.setAttribute("role", "alert");
    var button = element("button", "", "Close");
    button.type = "button";
    button.addEventListener("click", function () { close(state); });
    var head = element("div", "head");
    head.append(element("h1", "", "The catalog is broken"), button);
    box.append(head, element("p", "label", "This page follows as soon as it is mended."));
    if (state.error) box.append(element("p", "message", state.error));
    state.files.forEach(function (one) { box.append(file(one)); });
    if (state.more) box.append(element("p", "label", state.more + " more: see the terminal"));
    return box;
  }

  function badge(state) {
    var link = element("a", "badge", state.counts);
    link.href = "/findings/index.html";
    return link;
  }

  function show(state) {
    if (state.broken && state.number !== closed) {
      place().replaceChildren(overlay(state));
    } else if (!state.broken && state.counts) {
      place().replaceChildren(badge(state));
    } else if (panel) {
      panel.replaceChildren();
    }
  }

  function close(state) {
    closed = state.number;
    show(state);
  }

  // The tag of the page as it would be now tells whether this one is old.
  function check() {
    fetch(location.href, { method: "HEAD", cache: "no-store" }).then(function (answer) {
      var tag = answer.headers.get("ETag");
      if (tag && tag !== '"' + shown + '"') location.reload();
    }, function () {
      // The server has gone; the stream asks again, and the next state checks again.
    });
  }

  function follow() {
    if (stream) return;
    stream = new EventSource("/-/eventbook/events");
    stream.addEventListener("state", function (event) {
      show(JSON.parse(event.data));
      check();
    });
  }

  function rest() {
    if (stream) stream.close();
    stream = null;
  }

  // A browser opens few connections to one host, and each stream holds one: only a tab that is
  // seen follows.
  function turn() {
    if (document.visibilityState === "hidden") rest(); else follow();
  }

  document.addEventListener("visibilitychange", turn);
  addEventListener("pagehide", rest);
  addEventListener("pageshow", turn);
  turn();
})();
