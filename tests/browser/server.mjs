// Serves one folder on the loopback address below a sub-path, as project pages are hosted.
// A site that only works at the root of a host would pass on a plain server and fail its users.
import http from 'node:http';
import fs from 'node:fs/promises';
import path from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

// Answers { base, close }: `base` is the URL of the folder, with a slash at its end.
export async function serve(root, prefix = '/repo/') {
  const server = http.createServer(async (request, response) => {
    const file = fileFor(root, prefix, request.url);
    try {
      if (file === null) throw new Error('outside the folder');
      const body = await fs.readFile(file);
      const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    }
  });
  // Port 0 lets the system choose, so that two checks can run at once.
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    base: `http://127.0.0.1:${server.address().port}${prefix}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function fileFor(root, prefix, url) {
  let name;
  try {
    name = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (!name.startsWith(prefix)) return null;
  const file = path.join(root, name.slice(prefix.length));
  if (file !== root && !file.startsWith(root + path.sep)) return null;
  return name.endsWith('/') ? path.join(file, 'index.html') : file;
}
