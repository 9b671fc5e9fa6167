// What only a browser can judge: a page is opened once per variant and must stay silent, ask
// nobody else for anything, be accessible, fit a narrow screen and be readable without scripts.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
// Two tabs keep two cores busy; more would only wait for each other.
const TABS = 2;

export const VARIANTS = [
  { name: 'light 1280', colorScheme: 'light', width: 1280 },
  { name: 'light 390', colorScheme: 'light', width: 390, reflow: true },
  { name: 'dark 1280', colorScheme: 'dark', width: 1280 },
  { name: 'dark 390', colorScheme: 'dark', width: 390 },
  { name: 'file://', colorScheme: 'light', width: 1280, byFile: true },
  { name: 'no script', colorScheme: 'light', width: 1280, withoutScript: true },
];

// Opens every page in one variant and answers a list of { page, kind, text }. `backgrounds` is
// filled with each page's colour, so that the caller can see whether dark differs from light.
export async function openPages(browser, variant, pages, site, backgrounds) {
  const faults = [];
  const waiting = [...pages];
  await inContext(browser, variant, site, async (context, own) => {
    const tab = async () => {
      for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
        const add = (kind, text) => faults.push({ page, kind, text });
        const url = own + page.split('/').map(encodeURIComponent).join('/');
        await openPage(context, variant, url, own, add, (colour) => backgrounds.set(page, colour));
      }
    };
    await Promise.all(Array.from({ length: TABS }, tab));
  });
  return faults;
}

// Does something in a context of a variant, with the address that the site has there.
export async function inContext(browser, variant, site, work) {
  const context = await browser.newContext({
    colorScheme: variant.colorScheme,
    viewport: { width: variant.width, height: 900 },
    javaScriptEnabled: !variant.withoutScript,
    // Axe would measure the contrast of a colour halfway through its transition.
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  const own = variant.byFile ? pathToFileURL(site.root + path.sep).href : site.base;
  // A request that leaves the site is stopped here, so that the check itself stays offline.
  await context.route(
    (url) => !url.href.startsWith(own) && !['data:', 'blob:', 'about:'].includes(url.protocol),
    (route) => route.abort('blockedbyclient'),
  );
  try {
    await work(context, own);
  } finally {
    await context.close();
  }
}

async function openPage(context, variant, url, own, add, sawBackground) {
  const page = await context.newPage();
  try {
    listen(page, own, add);
    await page.goto(url, { waitUntil: 'load', timeout: 30_000 });
    if (variant.withoutScript) {
      await judgeText(page, add);
    } else {
      sawBackground(await page.evaluate(() => {
        const colours = [document.body, document.documentElement];
        return colours.map((element) => getComputedStyle(element).backgroundColor).join(' ');
      }));
      // By file:// the page is the same, so it is not measured a fifth time.
      if (!variant.byFile) await judgeAccess(page, add);
    }
    if (variant.reflow) await judgeReflow(page, add);
  } catch (error) {
    add('open', firstLine(error.message));
  } finally {
    await page.close();
  }
}

export function listen(page, own, add) {
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    const text = firstLine(message.text());
    add(/Content Security Policy/.test(text) ? 'csp' : 'console', text);
  });
  page.on('pageerror', (error) => add('page-error', firstLine(error.message)));
  page.on('dialog', (dialog) => {
    add('dialog', firstLine(dialog.message()));
    dialog.dismiss().catch(() => {});
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(own) && !/^(data|blob|about):/.test(url)) add('foreign-request', url);
  });
  page.on('requestfailed', (request) => {
    const url = request.url();
    if (!url.startsWith(own)) return;
    add('failed-request', `${url.slice(own.length)}: ${request.failure()?.errorText}`);
  });
  page.on('response', (response) => {
    if (response.status() < 400) return;
    add('failed-request', `${response.url().replace(own, '')}: ${response.status()}`);
  });
}

export async function judgeAccess(page, add) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (tags) => {
    const result = await globalThis.axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
      // Axe would fetch the stylesheets again, which the page's own policy rightly blocks.
      preload: false,
    });
    return result.violations.map(({ id, help, nodes }) => {
      return { id, help, where: nodes.slice(0, 3).map((node) => node.target.join(' ')) };
    });
  }, WCAG);
  for (const { id, help, where } of violations) add('axe', `${id}: ${help}: ${where.join(', ')}`);
}

async function judgeReflow(page, add) {
  // 320 CSS pixels is what WCAG 1.4.10 asks for: a 1280 pixel screen at 400 % zoom.
  await page.setViewportSize({ width: 320, height: 640 });
  const beyond = await page.evaluate(() => {
    const root = document.documentElement;
    return root.scrollWidth - root.clientWidth;
  });
  if (beyond > 0) add('reflow', `the page scrolls sideways by ${beyond} px at 320 px`);
}

async function judgeText(page, add) {
  // Visible text is asked for, so that content which only a script would reveal does not count.
  if (!(await page.locator('h1').first().isVisible())) add('no-script', 'the h1 is not visible');
  const main = page.locator((await page.locator('main').count()) > 0 ? 'main' : 'body').first();
  const text = (await main.innerText()).trim();
  if (text.length < 40) add('no-script', `only ${text.length} characters can be read`);
}

function firstLine(text) {
  return text.split('\n', 1)[0].slice(0, 300);
}
