// The search as somebody uses it: opened by a key, driven by keys, in a dialog and on its own page.
// Each variant must find the same, stay accessible while it is open, and run nothing that was typed.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { inContext, judgeAccess, listen } from './pages.mjs';

const PAGE = 'search/index.html';
const NASTY = '"><img src=x onerror=alert(1)>';

// Judges the search in one variant and answers a list of { page, kind, text }.
export async function judgeSearch(browser, variant, site) {
  const faults = [];
  const add = (kind, text) => {
    // Who goes on to the next page does not wait for the sign of the last.
    if (!text.endsWith('net::ERR_ABORTED')) faults.push({ page: PAGE, kind, text });
  };
  await inContext(browser, variant, site, async (context, own) => {
    const page = await context.newPage();
    listen(page, own, add);
    try {
      if (variant.withoutScript) await withoutScript(page, own, add);
      else await withScript(page, own, variant, add);
    } catch (error) {
      add('search', error.message.split('\n', 1)[0]);
    }
  });
  return faults;
}

// Without a script the way to the search leads to the lists.
async function withoutScript(page, own, add) {
  await page.goto(`${own}index.html`);
  await page.click('.find');
  if (!page.url().endsWith(PAGE)) add('search', `the link leads to ${page.url()}`);
  if ((await page.locator('main a[href$="/index.html"]').count()) === 0) add('search', 'no list is linked');
}

async function withScript(page, own, variant, add) {
  const expect = (what, found, expected) => {
    if (found !== expected) add('search', `${what}: expected ${expected}, found ${found}`);
  };
  const scripts = [];
  page.on('request', (request) => scripts.push(request.url().slice(own.length)));
  await page.goto(`${own}index.html`, { waitUntil: 'load' });
  expect('index before it is asked for', scripts.includes('search/names.js'), false);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.keyboard.press('Control+k');
  await page.waitForSelector('dialog[open] [role=option]');
  expect('width with the dialog', await page.evaluate(() => document.documentElement.scrollWidth), width);
  if (!variant.byFile) await judgeAccess(page, add);
  // The first list leads to the first name, whatever the catalog holds.
  const lists = await page.locator('dialog [role=option]').count();
  await page.keyboard.press('ArrowUp');
  expect('the option above the first', await active(page), lists - 1);
  await page.keyboard.press('Home');
  expect('the option at Home', await active(page), 0);
  await page.keyboard.press('Escape');
  expect('open after Escape', await page.locator('dialog[open]').count(), 0);
  await page.keyboard.press('/');
  const { name, folder } = await page.evaluate(() => {
    const { rows, kinds } = globalThis.__EVENTBOOK_INDEX;
    return { name: rows.id[0], folder: rows.folder[0] ?? `${kinds[rows.kind[0]].folder}${rows.id[0]}/` };
  });
  await page.keyboard.type(name);
  expect('text of the field', await page.inputValue('dialog [role=combobox]'), name);
  expect('marked text', await page.locator('dialog mark').first().innerText(), name);
  if (!variant.byFile) await judgeAccess(page, add);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${own}${folder}index.html`);
  for (const query of [NASTY, '__proto__', 'xqzw no such name']) {
    await page.goto(`${own}${PAGE}?q=${encodeURIComponent(query)}`);
    await page.waitForFunction(() => /Nothing|hit/.test(document.querySelector('[role=status]')?.textContent));
    expect('field on the page', await page.inputValue('[role=combobox]'), query);
    if (!variant.byFile) await judgeAccess(page, add);
  }
}

// The number of the option that the field names as active.
async function active(page) {
  return page.evaluate(() => {
    const field = document.querySelector('dialog [role=combobox]');
    const options = [...document.querySelectorAll('dialog [role=option]')];
    return options.findIndex((option) => option.id === field.getAttribute('aria-activedescendant'));
  });
}
