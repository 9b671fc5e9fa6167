// Ranks the pages of a catalog by what somebody typed. Text to numbers: no page, no network, so that
// it can be tested without a browser. `prepare` takes the index that eventbook writes as
// search/names.json; all it holds are lists, so no name of a catalog is ever a key of an object.
window.__EVENTBOOK_RANK = (function () {
  "use strict";

  // How well a word is met, from best to worst. A name counts for more than what else leads to a
  // page, and letters that are only strewn over a name for less than all else.
  var EXACT = 0, PREFIX = 1, HUMPS = 2, FACT = 3, WORD = 4, INSIDE = 5;
  var OTHERWISE = 5, LABEL = 11, STREWN = 12, NEVER = 99;
  // Words of a question that say nothing about its answer.
  var SILENT = ["who", "what", "which", "where", "the", "of", "by", "in", "is", "a"];

  // A text without case and accents, and for each of its letters the place in the text it is from.
  function fold(text) {
    if (/^[\x00-\x7f]*$/.test(text)) return { text: text, low: text.toLowerCase(), from: null };
    var low = "", from = [], at = 0;
    Array.from(text).forEach(function (letter) {
      var plain = letter.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase();
      for (var i = 0; i < plain.length; i += 1) from.push(at);
      low += plain;
      at += letter.length;
    });
    from.push(at);
    return { text: text, low: low, from: from };
  }

  // What a character is to the words of a name: 0 nothing, 1 small, 2 capital, 3 digit, 4 other letters.
  function sort(code) {
    if (code >= 97 && code <= 122) return 1;
    if (code >= 65 && code <= 90) return 2;
    if (code >= 48 && code <= 57) return 3;
    if (code < 128) return 0;
    var letter = String.fromCharCode(code);
    if (letter.toUpperCase() !== letter) return 1;
    if (letter.toLowerCase() !== letter) return 2;
    return /[\p{L}\p{M}]/u.test(letter) ? 4 : 0;
  }

  // Where the words of a name begin: `OrderPlaced` has two, `order-events.DLQ` three, `HTTPCall` two.
  function starts(name) {
    if (name.starts) return name.starts;
    var places = [], before = 0;
    for (var at = 0; at < name.text.length; at += 1) {
      var here = sort(name.text.charCodeAt(at));
      var ends = here === 2 && before === 2 && sort(name.text.charCodeAt(at + 1)) === 1;
      if (here !== 0 && (ends || (here !== before && !(here === 1 && before === 2)))) places.push(at);
      before = here;
    }
    name.starts = name.from ? places.map(function (place) { return name.from.indexOf(place); }) : places;
    return name.starts;
  }

  // Whether a word's letters stand in a name, in order: without that nothing else can be met. Most
  // names fail here, so the search of ten thousand takes some milliseconds.
  function holds(low, word) {
    var at = -1;
    for (var i = 0; i < word.length; i += 1) {
      at = low.indexOf(word[i], at + 1);
      if (at < 0) return false;
    }
    return true;
  }

  // The places of a word that is made of the beginnings of a name's words: `OP`, `ordpl`.
  function humps(name, word) {
    var begins = starts(name);
    if (name.low[begins[0]] !== word[0]) return null;
    // One try for each pair of places is enough; without this, a long name could take forever.
    var failed = new Set();
    function from(done, hump) {
      if (done === word.length) return [];
      var key = done * 1000 + hump;
      if (hump > 999 || failed.has(key)) return null;
      for (var next = hump; next < begins.length; next += 1) {
        if (done === 0 && next > 0) break;
        var start = begins[next];
        var most = (next + 1 < begins.length ? begins[next + 1] : name.low.length) - start;
        var same = 0;
        while (same < most && done + same < word.length && name.low[start + same] === word[done + same]) same += 1;
        for (; same > 0; same -= 1) {
          var rest = from(done + same, next + 1);
          if (rest) return [[start, start + same]].concat(rest);
        }
      }
      failed.add(key);
      return null;
    }
    return from(0, 0);
  }

  // The places of the letters of a word in a name, in order, wherever they stand.
  function strewn(name, word) {
    var places = [], at = -1;
    for (var i = 0; i < word.length; i += 1) {
      at = name.low.indexOf(word[i], at + 1);
      places.push([at, at + 1]);
    }
    return places;
  }

  // How a name meets a word: { tier, places }, or null. Two letters strewn over a name mean nothing.
  function meet(name, word, loosely) {
    if (!holds(name.low, word)) return null;
    var at = name.low.indexOf(word);
    if (at === 0) return { tier: word.length === name.low.length ? EXACT : PREFIX, places: [[0, word.length]] };
    var places = humps(name, word);
    if (places) return { tier: HUMPS, places: places };
    if (at > 0) {
      var begins = starts(name);
      for (var next = at; next > 0; next = name.low.indexOf(word, next + 1)) {
        if (begins.includes(next)) return { tier: WORD, places: [[next, next + word.length]] };
      }
      return { tier: INSIDE, places: [[at, at + word.length]] };
    }
    places = loosely && word.length > 2 ? strewn(name, word) : null;
    return places && { tier: STREWN, places: places };
  }

  function prepare(index) {
    var rows = index.rows;
    return {
      kinds: index.kinds,
      sections: index.sections,
      rows: rows,
      ids: rows.id.map(fold),
      titles: rows.title.map(function (title) { return title === null ? null : fold(title); }),
      kindWords: index.kinds.map(function (kind) { return fold(kind.word); }),
      facets: index.facets.map(function (facet) {
        return {
          facet: facet,
          name: fold(facet.name),
          words: facet.words.map(fold),
          rows: facet.rows.map(function (steps) {
            var row = 0;
            return steps.map(function (step) { return (row += step); });
          })
        };
      })
    };
  }

  // For each row how well it meets one word, and by what: null for its names, else a facet's word.
  function meetAll(book, word, loosely) {
    var count = book.ids.length;
    var tiers = new Uint8Array(count).fill(NEVER);
    var why = new Array(count).fill(null);
    var offer = function (row, tier, reason) {
      if (tier < tiers[row]) {
        tiers[row] = tier;
        why[row] = reason;
      }
    };
    for (var row = 0; row < count; row += 1) {
      var met = meet(book.ids[row], word, loosely);
      if (met) offer(row, met.tier, null);
      met = book.titles[row] && meet(book.titles[row], word, loosely);
      if (met) offer(row, met.tier, null);
      var kind = book.kindWords[book.rows.kind[row]];
      if (word.length > 2 && kind.low.startsWith(word)) offer(row, LABEL, null);
    }
    book.facets.forEach(function (column) {
      var label = word.length > 2 && column.name.low.startsWith(word);
      column.words.forEach(function (name, at) {
        var met = meet(name, word, false);
        var tier = !met ? (label ? LABEL : NEVER) : column.facet.names ? met.tier
          : met.tier === EXACT ? FACT : met.tier + OTHERWISE;
        if (tier === NEVER) return;
        var reason = tier === LABEL ? null : { facet: column.facet, name: name };
        column.rows[at].forEach(function (row) { offer(row, tier, reason); });
      });
    });
    return { tiers: tiers, why: why };
  }

  // The words of a query; what it is as a whole comes first.
  function words(query) {
    var all = query.split(/\s+/).filter(Boolean).map(function (word) { return fold(word).low; });
    var telling = all.filter(function (word) { return !SILENT.includes(word); });
    return telling.length > 0 ? telling : all;
  }

  // The rows that meet every word, by how well they do it all in all.
  function levels(book, query, parts, loosely) {
    var met = parts.map(function (word) { return meetAll(book, word, loosely); });
    var whole = parts.length > 1 ? meetAll(book, fold(query.trim()).low, false) : null;
    var found = [];
    for (var row = 0; row < book.ids.length; row += 1) {
      var sum = 0;
      for (var i = 0; i < met.length && sum < NEVER; i += 1) sum += met[i].tiers[row];
      var asWhole = whole !== null && whole.tiers[row] < sum;
      var level = asWhole ? whole.tiers[row] : sum;
      if (level >= NEVER) continue;
      (found[level] = found[level] || []).push({ row: row, by: asWhole ? [whole] : met });
    }
    return found.filter(Boolean).flat();
  }

  // The hits of a query, best first, how many there are, and whether they only have its letters:
  // { count, hits: [{ row, reasons }], loosely }.
  // Hits of equal rank stand in the order of the index. Strewn letters count where nothing else does.
  function rank(book, query, most) {
    var parts = words(query).slice(0, 8);
    if (parts.length === 0) return { count: 0, hits: [], loosely: false };
    var found = levels(book, query, parts, false);
    var loosely = found.length === 0;
    if (loosely) found = levels(book, query, parts, true);
    var hits = found.slice(0, most).map(function (hit) {
      var reasons = hit.by.map(function (met) { return met.why[hit.row]; });
      return { row: hit.row, reasons: Array.from(new Set(reasons.filter(Boolean))) };
    });
    return { count: found.length, hits: hits, loosely: loosely };
  }

  // A text cut where a query is met in it: [{ text, marked }], which together are the text.
  function cut(text, query, loosely) {
    var name = fold(text);
    var back = function (place) { return name.from ? name.from[place] : place; };
    var whole = fold(query.trim()).low;
    var parts = name.low.includes(whole) ? [whole] : words(query);
    var marked = new Uint8Array(text.length);
    parts.forEach(function (word) {
      var met = word && meet(name, word, loosely);
      if (met) met.places.forEach(function (place) { marked.fill(1, back(place[0]), back(place[1])); });
    });
    var pieces = [];
    for (var i = 0; i < text.length; i += 1) {
      var last = pieces[pieces.length - 1];
      if (last && last.marked === Boolean(marked[i])) last.text += text[i];
      else pieces.push({ text: text[i], marked: Boolean(marked[i]) });
    }
    return pieces;
  }

  // The address of a row's page from the site's root. A hit by a field leads to the field.
  function address(book, hit) {
    var kind = book.kinds[book.rows.kind[hit.row]];
    var folder = book.rows.folder[hit.row];
    var page = (folder === null ? kind.folder + book.rows.id[hit.row] + "/" : folder) + "index.html";
    var named = hit.reasons.find(function (reason) { return reason.facet.anchor; });
    if (!named) return page;
    var slug = named.name.text.replace(/\[\]/g, "").replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^-+|-+$/g, "");
    return page + "#" + encodeURIComponent(named.facet.anchor + slug);
  }

  return { prepare: prepare, rank: rank, cut: cut, address: address };
})();
