#!/usr/bin/env node
// Checks how the search ranks: `node tests/browser/ranking.mjs`. A table of queries and the hits that
// must come, in order, over a small index of the form that eventbook writes as search/names.json.
// Prints a line for each query that is answered otherwise, then `N passed, N failed`.
// Exit code: 0 all as expected, 1 not.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const THEME = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../themes/default');

// Each row: sign, id, title or null, facts.
const ROWS = [
  ['event', '__proto__', null, { field: ['constructor', '__proto__'] }],
  ['event', 'constructor', null, {}],
  ['event', 'Nasty', '"><img src=x onerror=alert(1)>', { owner: ['<b>team</b>'] }],
  ['event', 'Order', null, { field: ['orderId'], owner: ['checkout-team'] }],
  ['event', 'OrderCancelled', null, { field: ['orderId', 'reason'], topic: ['order-events'] }],
  ['event', 'OrderPlaced', null, { field: ['orderId', 'items[].sku'], topic: ['order-events'], owner: ['checkout-team'] }],
  ['event', 'PaymentProcessed', null, { field: ['payment.orderId'], domain: ['payments'] }],
  ['event', 'ReorderRequested', null, {}],
  ['event', 'toString', null, {}],
  ['service', 'order-service', 'OrderService', { 'consumer group': ['order-saga-group'], owner: ['checkout-team'] }],
  ['service', 'payment-service', 'PaymentService', { 'consumer group': ['payment-service-group'], reads: ['orderId'] }],
  ['topic', 'order-events', null, { title: ['Order events'], address: ['shop.orders.v1'] }],
  ['dlq', 'order-events.DLQ', null, {}],
  ['topic', 'umsatz', 'Größe ΣΊΣΥΦΟΣ', {}],
  ['team', 'checkout-team', 'Checkout', {}],
];

// Each: the query, and the ids of the hits in their order.
const TABLE = [
  ['', []],
  ['   ', []],
  // The exact id first, then prefixes, then the rest by kind and name.
  ['order', ['Order', 'OrderCancelled', 'OrderPlaced', 'order-service', 'order-events', 'order-events.DLQ', 'ReorderRequested', 'payment-service', 'PaymentProcessed']],
  ['ORDERPLACED', ['OrderPlaced']],
  ['order-events.DLQ', ['order-events.DLQ']],
  ['order-events', ['order-events', 'order-events.DLQ', 'OrderCancelled', 'OrderPlaced']],
  // What its broker calls a topic, and a group, are as good as a name.
  ['shop.orders.v1', ['order-events']],
  ['payment-service-group', ['payment-service']],
  // The beginnings of the words of a name.
  ['OP', ['OrderPlaced', 'order-events']],
  ['ordpl', ['OrderPlaced']],
  ['psg', ['payment-service']],
  // A name of several words, as a whole and as words.
  ['order events', ['order-events', 'order-events.DLQ', 'OrderCancelled', 'OrderPlaced']],
  ['checkout order', ['Order', 'OrderPlaced', 'order-service']],
  // A field, who reads it, and the word of a kind.
  ['orderId', ['Order', 'OrderCancelled', 'OrderPlaced', 'payment-service', 'PaymentProcessed']],
  ['who reads orderId', ['payment-service']],
  ['items[].sku', ['OrderPlaced']],
  ['sku', ['OrderPlaced']],
  ['team checkout', ['checkout-team', 'Order', 'OrderPlaced', 'order-service']],
  ['dead-letter', ['order-events.DLQ']],
  // Letters that stand apart, where nothing else is met.
  ['pymtprc', ['PaymentProcessed']],
  ['xq', []],
  // Case and accents make no difference in any script.
  ['GRÖSSE', ['umsatz']],
  ['grosse', ['umsatz']],
  ['σίσυφος', ['umsatz']],
  // Names that mean something to a program are names like any other.
  ['__proto__', ['__proto__']],
  ['constructor', ['constructor', '__proto__']],
  ['tostring', ['toString']],
  ['hasOwnProperty', []],
  ['<img onerror', ['Nasty']],
  ['"><img src=x onerror=alert(1)>', ['Nasty']],
  ['<b>team', ['Nasty']],
  ['[a-z]+(', []],
];

// Each: a text, a query, and the text with what is marked in brackets.
const CUTS = [
  ['OrderPlaced', 'OP', '[O]rder[P]laced'],
  ['order-events.DLQ', 'dlq', 'order-events.[DLQ]'],
  ['Größe ΣΊΣΥΦΟΣ', 'GRÖSSE', '[Größe] ΣΊΣΥΦΟΣ'],
  ['Größe ΣΊΣΥΦΟΣ', 'sse', 'Grö[ße] ΣΊΣΥΦΟΣ'],
  ['<img src=x>', 'IMG', '<[img] src=x>'],
  ['Order events', 'order events', '[Order events]'],
];

const ADDRESSES = [
  ['sku', 'events/OrderPlaced/index.html#field-items.sku'],
  ['order-events.DLQ', 'topics/order-events.DLQ/index.html'],
];

function indexOf(rows) {
  const kinds = [
    { sign: 'event', word: 'event', folder: 'events/' },
    { sign: 'service', word: 'service', folder: 'services/' },
    { sign: 'topic', word: 'topic', folder: 'topics/' },
    { sign: 'dlq', word: 'dead-letter queue', folder: 'topics/' },
    { sign: 'team', word: 'team', folder: 'teams/' },
  ];
  const names = ['title', 'address', 'consumer group', 'field', 'reads', 'topic', 'owner', 'domain'];
  const facets = names.map((name, at) => {
    const words = [...new Set(rows.flatMap((row) => row[3][name] ?? []))].sort();
    const of = (word) => rows.flatMap((row, number) => ((row[3][name] ?? []).includes(word) ? [number] : []));
    const steps = (numbers) => numbers.map((number, i) => number - (numbers[i - 1] ?? 0));
    return { name, names: at < 3, anchor: name === 'field' ? 'field-' : null, words, rows: words.map((word) => steps(of(word))) };
  });
  return {
    version: 1,
    sections: [],
    kinds,
    rows: {
      kind: rows.map((row) => kinds.findIndex((kind) => kind.sign === row[0])),
      id: rows.map((row) => row[1]),
      title: rows.map((row) => row[2]),
      folder: rows.map(() => null),
    },
    facets,
  };
}

const window = {};
vm.runInNewContext(fs.readFileSync(path.join(THEME, 'rank.js'), 'utf8'), { window });
const { prepare, rank, cut, address } = window.__EVENTBOOK_RANK;
// Through JSON, as a page gets it.
const book = prepare(JSON.parse(JSON.stringify(indexOf(ROWS))));
const ids = (query) => rank(book, query, 50).hits.map((hit) => ROWS[hit.row][1]);
const bracketed = (text, query) => {
  return cut(text, query, true).map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join('');
};
const checks = [
  ...TABLE.map(([query, expected]) => [query, ids(query), expected]),
  ...CUTS.map(([text, query, expected]) => [`${query} in ${text}`, bracketed(text, query), expected]),
  ...ADDRESSES.map(([query, expected]) => [query, address(book, rank(book, query, 1).hits[0]), expected]),
  ['no more than asked for', [rank(book, 'order', 2).hits.length, rank(book, 'order', 2).count], [2, 9]],
];
let failed = 0;
for (const [what, found, expected] of checks) {
  if (JSON.stringify(found) === JSON.stringify(expected)) continue;
  failed += 1;
  console.log(`${JSON.stringify(what)}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
