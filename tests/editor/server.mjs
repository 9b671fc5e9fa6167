// The YAML language server over its protocol: what an editor with it would show for a text.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(
  new URL('node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url),
);
/** How long an answer may take, in milliseconds. */
const PATIENCE = 30_000;

/** A running server that knows the schemas as `settings` of an editor name them. */
export class Server {
  #process = spawn(process.execPath, [PROGRAM, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  #buffer = Buffer.alloc(0);
  #asked = 0;
  #answers = new Map();
  #published = new Map();
  #open = new Map();
  #settings;

  constructor(settings) {
    this.#settings = settings;
    this.#process.stdout.on('data', (bytes) => this.#take(bytes));
  }

  async start(root) {
    const capabilities = { workspace: { configuration: true } };
    await this.#ask('initialize', {
      processId: null,
      rootUri: root,
      workspaceFolders: [{ uri: root, name: 'catalog' }],
      capabilities,
    });
    this.#send({ method: 'initialized', params: {} });
    this.#send({
      method: 'workspace/didChangeConfiguration',
      params: { settings: { yaml: this.#settings } },
    });
  }

  /** The faults of a text at an address, which is opened or changed to it, each with the number of its line. */
  async faults(uri, text) {
    const told = this.#next(`faults of ${uri}`, (resolve) => this.#published.set(uri, resolve));
    const version = (this.#open.get(uri) ?? 0) + 1;
    this.#open.set(uri, version);
    if (version === 1) {
      const textDocument = { uri, languageId: 'yaml', version, text };
      this.#send({ method: 'textDocument/didOpen', params: { textDocument } });
    } else {
      const params = { textDocument: { uri, version }, contentChanges: [{ text }] };
      this.#send({ method: 'textDocument/didChange', params });
    }
    const faults = await told;
    return faults.map(({ range, message }) => ({ line: range.start.line + 1, message }));
  }

  /** What can be written at a place of an open text; lines and columns begin at 1. */
  async completions(uri, line, column) {
    const answer = await this.#ask('textDocument/completion', this.#at(uri, line, column));
    return (answer.items ?? answer).map((item) => item.label);
  }

  /** What is told of a place of an open text. */
  async hover(uri, line, column) {
    const answer = await this.#ask('textDocument/hover', this.#at(uri, line, column));
    return answer?.contents?.value ?? '';
  }

  stop() {
    this.#process.kill();
  }

  #at(uri, line, column) {
    return { textDocument: { uri }, position: { line: line - 1, character: column - 1 } };
  }

  #ask(method, params) {
    const id = ++this.#asked;
    const answer = this.#next(method, (resolve) => this.#answers.set(id, resolve));
    this.#send({ id, method, params });
    return answer;
  }

  #next(what, register) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no answer: ${what}`)), PATIENCE);
      register((value) => {
        clearTimeout(late);
        resolve(value);
      });
    });
  }

  #send(message) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #take(bytes) {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      const length = /Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, Math.max(end, 0)));
      if (!length) return;
      const whole = end + 4 + Number(length[1]);
      if (this.#buffer.length < whole) return;
      const message = JSON.parse(this.#buffer.subarray(end + 4, whole));
      this.#buffer = this.#buffer.subarray(whole);
      this.#receive(message);
    }
  }

  #receive({ id, method, params, result }) {
    if (method === 'textDocument/publishDiagnostics') {
      this.#published.get(params.uri)?.(params.diagnostics);
    } else if (method === 'workspace/configuration') {
      const sections = params.items.map(({ section }) => (section === 'yaml' ? this.#settings : {}));
      this.#send({ id, result: sections });
    } else if (method !== undefined && id !== undefined) {
      this.#send({ id, result: null });
    } else if (id !== undefined) {
      this.#answers.get(id)?.(result);
    }
  }
}
