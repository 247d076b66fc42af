/**
 * Requests to our server. XMLHttpRequest instead of `fetch`, because only it tells the progress of an upload, and
 * waiting is limited by progress here: a photo may take ten minutes on a weak line as long as it moves.
 */

import { Failure } from './failure.js';

/** Bodies longer than this are compressed. */
const WORTH_COMPRESSING = 256;

/**
 * @param {string} method
 * @param {string} url
 * @param {[string, string][]} headers
 * @param {Uint8Array | null} body
 * @param {number} timeoutIdleMs how long nothing may move
 * @returns {Promise<{status: number, headers: string, body: Uint8Array}>} `headers`: lines `name: value`, names in
 *   small letters. Rejects with kind `offline` or `timeout`
 */
export async function request(method, url, headers, body, timeoutIdleMs) {
  const packed = body && worthIt(headers, body) ? await gzip(body) : null;
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    let timer;
    const moved = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        reject(new Failure('timeout', `nothing moved for ${timeoutIdleMs} ms`));
        xhr.abort();
      }, timeoutIdleMs);
    };
    const ended = (settle) => () => {
      clearTimeout(timer);
      settle();
    };
    xhr.open(method, url);
    xhr.responseType = 'arraybuffer';
    for (const [name, value] of headers) xhr.setRequestHeader(name, value);
    if (packed) xhr.setRequestHeader('Content-Encoding', 'gzip');
    xhr.upload.onprogress = moved;
    xhr.onprogress = moved;
    xhr.onreadystatechange = () => xhr.readyState === XMLHttpRequest.HEADERS_RECEIVED && moved();
    xhr.onload = ended(() =>
      resolve({
        status: xhr.status,
        headers: xhr.getAllResponseHeaders(),
        body: new Uint8Array(xhr.response ?? new ArrayBuffer(0)),
      }),
    );
    xhr.onerror = ended(() => reject(new Failure('offline', `${method} ${url}: no connection`)));
    xhr.onabort = ended(() => reject(new Failure('offline', `${method} ${url}: broken off`)));
    moved();
    xhr.send(packed ?? body);
  });
}

/** Photos are compressed already, and say so by their type. */
function worthIt(headers, body) {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return body.length > WORTH_COMPRESSING && !/octet-stream|^image\//.test(type) && 'CompressionStream' in globalThis;
}

async function gzip(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
