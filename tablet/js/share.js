/** Files out of the app and into it: the share sheet where there is one, else a download; the file picker. */

import { Failure, failure } from './failure.js';

/** How long a downloaded file stays in memory: the browser does not tell when it has been written. */
const LINGER = 60_000;

/**
 * Needs to be called right after a tap.
 *
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {string} mime
 * @returns {Promise<'shared' | 'downloaded' | 'cancelled'>}
 */
export async function shareFile(name, bytes, mime) {
  const file = new File([bytes], name, { type: mime });
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file], title: name });
      return 'shared';
    } catch (error) {
      if (error.name === 'AbortError') return 'cancelled';
      // The sheet does not take this kind of file, or the tap was too long ago: a download always works.
    }
  }
  return downloadFile(name, bytes, mime);
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {string} mime
 * @returns {'downloaded'}
 */
export function downloadFile(name, bytes, mime) {
  const url = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), LINGER);
  return 'downloaded';
}

/**
 * Lets a person choose files. Needs to be called right after a tap.
 *
 * @param {string} accept for example `.skt` or `image/*`
 * @param {string} [capture] `environment` opens the camera of a phone or tablet instead
 * @param {boolean} [several]
 * @returns {Promise<File[]>} empty if nothing was chosen
 */
export function pickFiles(accept, capture = '', several = false) {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = several;
    input.hidden = true;
    if (capture) input.setAttribute('capture', capture);
    const done = () => {
      input.remove();
      resolve([...(input.files ?? [])]);
    };
    input.onchange = done;
    input.oncancel = done;
    // Some browsers forget an input that is not in the page while the camera is open.
    document.body.append(input);
    input.click();
  });
}

/**
 * @param {string} accept
 * @returns {Promise<{name: string, bytes: Uint8Array} | null>} null if nothing was chosen
 */
export async function pickFile(accept) {
  const [file] = await pickFiles(accept);
  if (!file) return null;
  try {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch (error) {
    throw new Failure('missing', failure(error).message);
  }
}
