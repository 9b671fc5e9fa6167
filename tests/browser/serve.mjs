#!/usr/bin/env node
// Writes a catalog while a browser looks at it: `node tests/browser/serve.mjs BINARY`.
// Open pages must follow each edit by themselves, show what is broken as text and nothing else,
// forget it when it is mended, and ask nobody else for anything.
// Prints one line per fault and ends with `N passed, N failed`, which counts steps.
// Exit code: 0 no fault, 1 faults, 2 the check could not run.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import readline from 'node:readline';

import { BROWSERS, FLAGS } from './browser.mjs';

// Longer than anything takes on a busy machine.
const PATIENCE = 30_000;
const NASTY = '<img src=x onerror=alert(1)>.yaml';

const event = (name, summary) => `event: ${name}
version: 1.0.0
summary: ${summary}
owner: shop
audience: audit
schema: { type: object, properties: { id: { type: string } } }
description: |
${'  A paragraph that makes the page long enough to be scrolled.\n\n'.repeat(60)}`;

const FILES = {
  'eventbook.yaml': 'title: Shop\n',
  'shop.yaml': 'team: shop\nsummary: Sells.\n',
  'events/placed.yaml': event('OrderPlaced', 'An order was placed.'),
};

async function main(binary) {
  if (!binary) throw new Error('usage: serve.mjs BINARY');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'eventbook-serve-'));
  const server = { child: null, port: '0' };
  let browser;
  try {
    const catalog = path.join(folder, 'shop');
    for (const [name, text] of Object.entries(FILES)) write(catalog, name, text);
    await start(server, binary, catalog);
    browser = await launch();
    return await steps(browser, catalog, server, binary);
  } finally {
    await browser?.close();
    server.child?.kill();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function write(catalog, name, text) {
  const file = path.join(catalog, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

// Starts the server, on the port that it had where it runs anew, and waits for its address.
async function start(server, binary, catalog) {
  const child = spawn(binary, ['serve', catalog, '--port', server.port], {
    env: {},
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  server.child = child;
  const [line] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    readline.createInterface({ input: child.stdout }).once('line', (text) => resolve([text]));
  });
  server.base = line;
  server.port = new URL(line).port;
}

async function stop(server) {
  const ended = new Promise((resolve) => server.child.once('exit', resolve));
  server.child.kill();
  await ended;
}

async function launch() {
  const executablePath = [process.env.CHROMIUM, ...BROWSERS].find((file) => file && fs.existsSync(file));
  if (!executablePath) throw new Error('no Chromium found: install it, or set CHROMIUM to its path');
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath, args: FLAGS });
}

// What a page must never do. A server that is stopped, and a page that is gone, are what the steps
// bring about.
function listen(page, base, add) {
  page.on('console', (message) => {
    const expected = /net::ERR_|status of 404/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !expected) add(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => add(`page error: ${error.message}`));
  page.on('dialog', (dialog) => {
    add(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith('data:')) {
      add(`foreign request: ${request.url()}`);
    }
  });
}

async function steps(browser, catalog, server, binary) {
  const faults = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 700 } });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const other = await context.newPage();
  for (const tab of [page, other]) listen(tab, server.base, (text) => faults.push(text));
  const says = (tab, words) => tab.getByText(words).first().waitFor();
  // That the page is the one of the newest state: only then is no reload of it still on its way.
  const settled = (tab) => tab.waitForFunction(async () => {
    const shown = document.querySelector('script[data-page]')?.dataset.page;
    const answer = await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
    return document.readyState === 'complete' && answer.headers.get('ETag') === `"${shown}"`;
  });
  const overlay = page.locator('#eventbook-preview .broken');
  const expect = (what, found, expected) => {
    if (found !== expected) throw new Error(`${what}: expected ${expected}, found ${found}`);
  };
  const edit = (name, text) => write(catalog, name, text);
  const placed = 'events/placed.yaml';
  await other.goto(`${server.base}events/`);
  await page.goto(`${server.base}events/OrderPlaced/`);

  const all = {
    'an edit is followed, and the page stays where it was scrolled': async () => {
      await page.evaluate(() => scrollTo(0, 800));
      edit(placed, event('OrderPlaced', 'An order was taken.'));
      await says(page, 'An order was taken.');
      await page.waitForFunction(() => scrollY === 800);
    },
    'a page that has not changed is not loaded again': async () => {
      await page.evaluate(() => { globalThis.kept = true; });
      edit('shop.yaml', 'team: shop\nsummary: Sells much.\n');
      await other.goto(`${server.base}teams/shop/`);
      await says(other, 'Sells much.');
      await page.waitForTimeout(500);
      expect('the same page', await page.evaluate(() => globalThis.kept), true);
      await other.goto(`${server.base}events/`);
    },
    'what is broken is shown over the last good page': async () => {
      edit(placed, event('OrderPlaced', 'Broken.').replace('owner', 'ownr'));
      await overlay.waitFor();
      const text = await overlay.innerText();
      for (const words of ['events/placed.yaml:4:1', 'error[unknown-key]', 'did you mean `owner`?']) {
        expect(words, text.includes(words), true);
      }
      expect('the last good page', await page.getByText('An order was taken.').count() > 0, true);
    },
    'names in it are text': async () => {
      edit(NASTY, 'team: "<script>alert(2)</script>"\n');
      edit(`b${NASTY}`, 'event: X\n<b>bold</b>: 1\n');
      await overlay.getByText(`b${NASTY}`, { exact: true }).waitFor();
      expect('elements from names', await overlay.locator('img, script, b').count(), 0);
      expect('its style', await overlay.evaluate((box) => getComputedStyle(box).position), 'fixed');
    },
    'it can be closed, and comes back with the next fault': async () => {
      await overlay.getByRole('button', { name: 'Close' }).click();
      await overlay.waitFor({ state: 'detached' });
      edit(placed, event('OrderPlaced', 'Broken.').replace('owner', 'ownerr'));
      await overlay.waitFor();
    },
    'it goes when all is mended': async () => {
      for (const name of [NASTY, `b${NASTY}`]) fs.rmSync(path.join(catalog, name));
      edit(placed, event('OrderPlaced', 'Mended.'));
      await says(page, 'Mended.');
      await overlay.waitFor({ state: 'detached' });
    },
    'what a rule finds is counted in a corner': async () => {
      edit(placed, event('OrderPlaced', 'Mended.').replace('audience: audit\n', ''));
      const badge = page.locator('#eventbook-preview .badge');
      await badge.waitFor();
      expect('its words', /error|warning|critical/.test(await badge.innerText()), true);
      expect('its address', await badge.getAttribute('href'), '/findings/index.html');
      edit(placed, event('OrderPlaced', 'Mended.'));
    },
    'the page of an event that is renamed leads home, and comes back with it': async () => {
      edit(placed, event('OrderTaken', 'Renamed.'));
      await page.getByRole('heading', { name: 'Page not found' }).waitFor();
      await other.getByRole('link', { name: 'OrderTaken' }).first().waitFor();
      const home = page.getByRole('link', { name: 'Go to the first page' });
      expect('the way home', await home.getAttribute('href'), '/index.html');
      edit(placed, event('OrderPlaced', 'Back again.'));
      await says(page, 'Back again.');
    },
    'an event that is added is listed': async () => {
      edit('events/paid.yaml', event('OrderPaid', 'Paid.'));
      await other.getByRole('link', { name: 'OrderPaid' }).first().waitFor();
    },
    'a server that starts again is found again': async () => {
      // A page that asks while nobody answers becomes the browser's own, which no script can mend.
      for (const tab of [page, other]) await settled(tab);
      await stop(server);
      edit(placed, event('OrderPlaced', 'Written meanwhile.'));
      await start(server, binary, catalog);
      await says(page, 'Written meanwhile.');
    },
  };
  let failed = 0;
  for (const [name, step] of Object.entries(all)) {
    try {
      await step();
      if (faults.length > 0) throw new Error([...new Set(faults.splice(0))].join('; '));
    } catch (error) {
      failed += 1;
      console.log(`${name}: ${error.message.split('\n', 1)[0]}`);
    }
  }
  console.log(`${Object.keys(all).length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv[2]);
} catch (error) {
  console.error(`serve.mjs: ${error.stack}`);
  process.exitCode = 2;
}
