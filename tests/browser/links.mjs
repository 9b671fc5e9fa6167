// What can be judged from the text of the pages alone: links, anchors, ids, title, language, headings.
// No browser is needed for it, so every link of every page is followed, not a sample.
import path from 'node:path';

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const ATTRIBUTE = /([^\s"'<>\/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const TAG = /<([a-zA-Z][^\s\/>]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>/g;
// The text inside these elements is not markup, though it may look like it.
const NOT_MARKUP = /<!--[\s\S]*?-->|<(script|style|textarea)\b([^>]*)>[\s\S]*?<\/\1\s*>/gi;

// Reads one page: { tags, ids, title }. It expects the markup that a generator writes, quoted and
// closed; what is not well formed enough for it is found by the browser.
export function readPage(html) {
  // A diagram may have a title too, so only the head is looked at.
  const title = /<title>([\s\S]*?)<\/title>/i.exec(html.split(/<body\b/i, 1)[0])?.[1].trim() ?? '';
  const markup = html.replace(NOT_MARKUP, (_, name, rest) => (name ? `<${name}${rest}>` : ''));
  const tags = [...markup.matchAll(TAG)].map(([, name, rest]) => ({
    name: name.toLowerCase(),
    attributes: attributesOf(rest),
  }));
  const ids = tags.map((tag) => tag.attributes.id).filter((id) => id !== undefined);
  return { tags, ids, title };
}

// Judges all pages of a site and answers a list of { page, kind, text }.
// `pages` maps a page's path in the site to what `readPage` made of it; `files` holds all paths.
export function judgeLinks(pages, files) {
  const faults = [];
  for (const [page, content] of pages) {
    const add = (kind, text) => faults.push({ page, kind, text });
    judgeHead(content, add);
    for (const { name, attributes } of content.tags) {
      for (const attribute of ['href', 'xlink:href', 'src', 'action']) {
        const target = attributes[attribute];
        if (target !== undefined) judgeTarget(page, name, target, pages, files, add);
      }
    }
  }
  return faults;
}

function judgeHead({ tags, ids, title }, add) {
  if (title === '') add('title', 'the page has no title');
  const root = tags.find((tag) => tag.name === 'html');
  if (!root?.attributes.lang) add('lang', 'the html element has no lang');
  const headings = tags.filter((tag) => tag.name === 'h1').length;
  if (headings !== 1) add('h1', `the page has ${headings} h1 elements instead of one`);
  const seen = new Set();
  for (const id of ids) {
    if (seen.has(id)) add('duplicate-id', `the id "${id}" is given twice`);
    seen.add(id);
  }
}

function judgeTarget(page, element, target, pages, files, add) {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(target)?.[1].toLowerCase();
  if (scheme !== undefined) {
    const allowed = element === 'a' ? ['http', 'https', 'mailto'] : ['data'];
    if (!allowed.includes(scheme)) add('scheme', `<${element}> points at "${target}"`);
    return;
  }
  if (target.startsWith('/')) {
    add('root-absolute', `"${target}" leaves the sub-path that the site is hosted under`);
    return;
  }
  const [, file, fragment] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(target);
  const found = file === '' ? page : path.posix.join(path.posix.dirname(page), decode(file));
  if (found.endsWith('/') || files.has(`${found}/index.html`)) {
    add('folder-link', `"${target}" names a folder, which shows no page by file://`);
  } else if (!files.has(found)) {
    add('link', `"${target}" leads to no file`);
  } else if (fragment && pages.has(found) && !pages.get(found).ids.includes(decode(fragment))) {
    add('anchor', `"${target}" names an id that ${found} does not have`);
  }
}

function attributesOf(text) {
  const found = {};
  for (const [, name, double, single, bare] of text.matchAll(ATTRIBUTE)) {
    found[name.toLowerCase()] ??= unescapeText(double ?? single ?? bare ?? '');
  }
  return found;
}

function unescapeText(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED[name] ?? whole;
    return String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal));
  });
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
