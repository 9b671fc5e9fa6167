#!/usr/bin/env node
// Checks a built site page by page: `node tests/browser/check.mjs SITE_DIR`.
// `--selftest` checks the pages under selftest/ instead, where each bad page must be found out:
// a check that cannot fail is no check.
// Prints one line per fault and ends with `N passed, N failed`, which counts page checks: one for
// a page's text and one for each variant in the browser.
// Exit code: 0 no fault, 1 faults, 2 the check could not run.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { BROWSERS, FLAGS } from './browser.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
// An obstacle to the check itself, as opposed to a fault of the site.
class CannotRun extends Error {}

async function main(argument) {
  if (argument === '--selftest') return selftest();
  if (argument === undefined || argument.startsWith('-')) {
    throw new CannotRun('usage: check.mjs SITE_DIR | --selftest');
  }
  return report(await check(argument));
}

// Answers { checks, faults }: the number of page checks, and { page, kind, text, variants } each.
async function check(folder) {
  const { serve } = await import('./server.mjs');
  const { readPage, judgeLinks } = await import('./links.mjs');
  const { root, files } = filesOf(folder);
  const names = [...files].filter((file) => file.endsWith('.html')).sort();
  if (names.length === 0) throw new CannotRun(`${folder} has no page`);
  const text = (name) => fs.readFileSync(path.join(root, name), 'utf8');
  const pages = new Map(names.map((name) => [name, readPage(text(name))]));
  const faults = new Map();
  const note = (variant, found) => {
    // The same fault in four variants is one line, which names the four.
    for (const { page, kind, text } of found) {
      const key = JSON.stringify([page, kind, text]);
      if (!faults.has(key)) faults.set(key, { page, kind, text, variants: new Set() });
      faults.get(key).variants.add(variant);
    }
  };
  note('text', judgeLinks(pages, files));

  const { VARIANTS, openPages, judgeSearch, browser } = await launch();
  const searched = names.includes('search/index.html');
  const server = await serve(root);
  try {
    const backgrounds = { light: new Map(), dark: new Map() };
    for (const variant of VARIANTS) {
      const seen = backgrounds[variant.colorScheme];
      note(variant.name, await openPages(browser, variant, names, { root, base: server.base }, seen));
      if (searched) note(variant.name, await judgeSearch(browser, variant, { root, base: server.base }));
      console.error(`opened ${names.length} pages: ${variant.name}`);
    }
    const { light, dark } = backgrounds;
    const same = names.filter((page) => light.has(page) && light.get(page) === dark.get(page));
    const told = 'the background is the same in dark as in light';
    note('dark 1280', same.map((page) => ({ page, kind: 'dark', text: told })));
  } finally {
    await browser.close();
    server.close();
  }
  return { checks: names.length * (VARIANTS.length + 1), faults: [...faults.values()] };
}

// Imported late, so that a machine without the packages or the browser hears what is missing.
async function launch() {
  const executablePath = [process.env.CHROMIUM, ...BROWSERS].find((file) => file && fs.existsSync(file));
  if (!executablePath) throw new CannotRun('no Chromium found: install it, or set CHROMIUM to its path');
  try {
    const { chromium } = await import('playwright-core');
    const { VARIANTS, openPages } = await import('./pages.mjs');
    const { judgeSearch } = await import('./search.mjs');
    return { VARIANTS, openPages, judgeSearch, browser: await chromium.launch({ executablePath, args: FLAGS }) };
  } catch (error) {
    const help = error.code === 'ERR_MODULE_NOT_FOUND' ? ' (run `npm ci` in tests/browser)' : '';
    throw new CannotRun(`${error.message.split('\n', 1)[0]}${help}`);
  }
}

function filesOf(folder) {
  if (!fs.existsSync(folder) || !fs.statSync(folder).isDirectory()) {
    throw new CannotRun(`${folder} is not a folder`);
  }
  const root = fs.realpathSync(folder);
  const found = fs.readdirSync(root, { recursive: true, withFileTypes: true });
  const names = found.filter((entry) => entry.isFile()).map((entry) => {
    return path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name));
  });
  return { root, files: new Set(names.map((name) => name.split(path.sep).join('/'))) };
}

function report({ checks, faults }) {
  for (const { page, kind, text, variants } of faults) {
    console.log(`${page}: ${kind}: ${text} (${[...variants].join(', ')})`);
  }
  const failed = new Set(faults.flatMap(({ page, variants }) => {
    return [...variants].map((variant) => JSON.stringify([page, variant]));
  })).size;
  console.log(`${checks - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

// The good pages must have no fault, and each bad page the fault that its file is named after.
async function selftest() {
  const good = await check(path.join(HERE, 'selftest/good'));
  const bad = await check(path.join(HERE, 'selftest/bad'));
  const kinds = fs.readdirSync(path.join(HERE, 'selftest/bad'))
    .filter((name) => name.endsWith('.html'))
    .map((name) => path.basename(name, '.html'));
  const missed = kinds.filter((kind) => {
    return !bad.faults.some((fault) => fault.page === `${kind}.html` && fault.kind === kind);
  });
  for (const { page, kind, text } of good.faults) console.log(`good/${page}: ${kind}: ${text}`);
  for (const kind of missed) console.log(`bad/${kind}.html: the fault was not found`);
  const failed = new Set(good.faults.map((fault) => fault.page)).size + missed.length;
  const pages = kinds.length + fs.readdirSync(path.join(HERE, 'selftest/good'))
    .filter((name) => name.endsWith('.html')).length;
  console.log(`${pages - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv[2]);
} catch (error) {
  console.error(`check.mjs: ${error instanceof CannotRun ? error.message : error.stack}`);
  process.exitCode = 2;
}
