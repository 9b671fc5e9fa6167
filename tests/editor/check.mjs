// Whether an editor completes and checks documents: `node check.mjs EVENTBOOK` prepares copies of
// the example for an editor as a user would, and asks the YAML language server what it shows.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Server } from './server.mjs';

const program = path.resolve(process.argv[2] ?? 'target/release/eventbook');
const example = fileURLToPath(new URL('../../catalog-example', import.meta.url));
const checks = [];
const check = (what, run) => checks.push({ what, run });

/** A repository with the example in `docs/events`, prepared for an editor. */
function workspace() {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'eventbook-editor-'));
  fs.mkdirSync(path.join(root, '.git'));
  const catalog = path.join(root, 'docs/events');
  fs.cpSync(example, catalog, { recursive: true });
  execFileSync(program, ['init', '--editor', 'vscode', catalog]);
  return { root, catalog };
}

/** The settings of the editor as the server gets them: paths of schemas from the root. */
function settings(root) {
  const written = JSON.parse(fs.readFileSync(path.join(root, '.vscode/settings.json'), 'utf8'));
  const schemas = Object.entries(written['yaml.schemas']).map(([schema, files]) => [
    pathToFileURL(path.join(root, schema)).href,
    files,
  ]);
  return {
    schemas: Object.fromEntries(schemas),
    schemaStore: { enable: false },
    validate: true,
    completion: true,
    hover: true,
  };
}

const documents = (folder) =>
  fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.yaml') && !name.startsWith('schemas'))
    .sort();

const { root, catalog } = workspace();
const server = new Server(settings(root));
const at = (name) => pathToFileURL(path.join(catalog, name)).href;
/** Opens a text with `|` where the cursor is; gives its address and the place. */
async function typed(name, text) {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  const uri = at(name);
  await server.faults(uri, text.replace('|', ''));
  return [uri, before.length, before.at(-1).length + 1];
}

check('every document of the example is without a fault', async () => {
  const all = documents(catalog);
  assert.ok(all.length > 60, `only ${all.length} documents`);
  for (const name of all) {
    const faults = await server.faults(at(name), fs.readFileSync(path.join(catalog, name), 'utf8'));
    assert.deepEqual(faults, [], name);
  }
});

check('a misspelt key is told at its line', async () => {
  const faults = await server.faults(at('events/a.yaml'), 'event: A\nversion: 1\nconsumer: []\n');
  assert.deepEqual(faults.map(({ line }) => line), [3]);
  assert.match(faults[0].message, /consumer/);
});

check('a word that is none of its words is told at its line', async () => {
  const text = 'event: B\nversion: 1\nproducers:\n  - service: x\n    publish: outbx\n';
  const faults = await server.faults(at('events/b.yaml'), text);
  assert.deepEqual(faults.map(({ line }) => line), [5]);
  assert.match(faults[0].message, /outbox/);
});

check('a missing key is told', async () => {
  const faults = await server.faults(at('events/c.yaml'), 'event: C\nsummary: Nothing else.\n');
  assert.match(faults.map(({ message }) => message).join('\n'), /version/);
});

check('the settings are checked by their own schema', async () => {
  const faults = await server.faults(at('eventbook.yaml'), 'titel: Shop\n');
  assert.deepEqual(faults.map(({ line }) => line), [1]);
});

check('each document of a file is checked as its own kind', async () => {
  const text = 'event: D\nversion: 1\n---\nservice: d\nownr: x\n';
  const faults = await server.faults(at('events/d.yaml'), text);
  assert.deepEqual(faults.map(({ line }) => line), [5]);
});

check('the kinds are offered in an empty file', async () => {
  const offered = await server.completions(...(await typed('events/e.yaml', '|\n')));
  for (const kind of ['event', 'service', 'topic', 'saga', 'envelope']) {
    assert.ok(offered.includes(kind), `${kind} is not in ${offered}`);
  }
});

check('the keys of a consumer are offered', async () => {
  const text = 'event: F\nversion: 1\nconsumers:\n  - service: x\n    |\n';
  const offered = await server.completions(...(await typed('events/f.yaml', text)));
  for (const key of ['idempotency', 'dlq', 'retry', 'group', 'versions', 'emits']) {
    assert.ok(offered.includes(key), `${key} is not in ${offered}`);
  }
  assert.ok(!offered.includes('publish'), 'that is a key of producers');
});

check('the ways to publish are offered', async () => {
  const text = 'event: G\nversion: 1\nproducers:\n  - service: x\n    publish: |\n';
  const offered = await server.completions(...(await typed('events/g.yaml', text)));
  for (const way of ['outbox', 'cdc', 'transactional', 'direct', 'before-write']) {
    assert.ok(offered.includes(way), `${way} is not in ${offered}`);
  }
});

check('a key tells what it means', async () => {
  const text = 'event: H\nversion: 1\nconsumers:\n  - service: x\n    dl|q: none\n';
  const told = await server.hover(...(await typed('events/h.yaml', text)));
  assert.match(told, /dead-letter queue/);
});

check('a new document of each kind is without a fault, and names its schema', async () => {
  const kinds = JSON.parse(
    fs.readFileSync(path.join(catalog, '.eventbook/schemas/document.schema.json'), 'utf8'),
  ).oneOf.map(({ $ref }) => $ref.split('/').at(-1));
  assert.ok(kinds.length >= 12, `${kinds}`);
  for (const kind of kinds.filter((kind) => kind !== 'envelope')) {
    const printed = execFileSync(program, ['new', kind, 'FreshOne', catalog], { encoding: 'utf8' });
    const file = path.resolve(printed.trim().replace(/:\d+$/, ''));
    const text = fs.readFileSync(file, 'utf8');
    const schema = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text)?.[1];
    assert.ok(fs.existsSync(path.resolve(path.dirname(file), schema)), `${kind}: ${schema}`);
    assert.deepEqual(await server.faults(pathToFileURL(file).href, text), [], kind);
  }
});

let failed = 0;
try {
  await server.start(pathToFileURL(root).href);
  for (const { what, run } of checks) {
    try {
      await run();
      console.log(`ok      ${what}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${what}\n${error.message}`);
    }
  }
} finally {
  server.stop();
  fs.rmSync(root, { recursive: true, force: true });
}
console.log(failed ? `${failed} of ${checks.length} failed` : `all ${checks.length} passed`);
process.exit(failed ? 1 : 0);
