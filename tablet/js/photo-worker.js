/** Decodes, scales, blurs and encodes pictures, strictly one after the other. */

import { takenAt } from './exif.js';
import { Failure, plainFailure } from './failure.js';

/** Longest side of a thumbnail, in pixels. */
const THUMB = 320;
const THUMB_QUALITY = 0.7;
/** More pixels than any tablet's camera has; a picture that claims more is not decoded. */
const LARGEST = 100_000_000;
/** An area is averaged into so few fields along its longer side that no letter or face survives. */
const FIELDS = 6;

let queue = Promise.resolve();

onmessage = ({ data: { id, ...order } }) => {
  queue = queue.then(async () => {
    try {
      const value = await work(order);
      postMessage({ id, value }, [value.bytes.buffer, value.thumb.buffer]);
    } catch (error) {
      postMessage({ id, failure: plainFailure(error) });
    }
  });
};

async function work({ blob, maxSide, quality, areas }) {
  const taken = await takenAt(blob);
  const bitmap = await decode(blob);
  try {
    const { canvas, context } = scaled(bitmap, maxSide);
    // The full picture is the largest thing in memory: away with it before anything is encoded.
    bitmap.close();
    for (let at = 0; at + 3 < areas.length; at += 4) wipe(context, areas.slice(at, at + 4));
    const small = scaled(canvas, THUMB);
    const { width, height } = canvas;
    const bytes = await encode(canvas, quality);
    const thumb = await encode(small.canvas, THUMB_QUALITY);
    // A canvas gives its memory back at once when it has no area.
    for (const used of [canvas, small.canvas]) used.width = used.height = 0;
    return { bytes, width, height, thumb, takenAt: taken };
  } finally {
    bitmap.close();
  }
}

async function decode(blob) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(blob);
  } catch {
    throw new Failure('damaged', 'this is no picture that can be read');
  }
  if (bitmap.width * bitmap.height > LARGEST) {
    bitmap.close();
    throw new Failure('damaged', 'the picture is too large');
  }
  return bitmap;
}

function scaled(source, maxSide) {
  const factor = Math.min(1, maxSide / Math.max(source.width, source.height));
  const width = Math.max(1, Math.round(source.width * factor));
  const height = Math.max(1, Math.round(source.height * factor));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
  return { canvas, context };
}

/**
 * Puts averages in the place of an area: what stood there is not in the picture any more, and no filter brings it
 * back.
 */
function wipe(context, [x, y, width, height]) {
  const { width: right, height: bottom } = context.canvas;
  const [left, top] = [Math.max(0, Math.floor(x)), Math.max(0, Math.floor(y))];
  const wide = Math.min(right, Math.ceil(x + width)) - left;
  const high = Math.min(bottom, Math.ceil(y + height)) - top;
  if (!(wide > 0 && high > 0)) return;
  const field = Math.max(wide, high) / FIELDS;
  const [columns, rows] = [Math.max(1, Math.round(wide / field)), Math.max(1, Math.round(high / field))];
  const averages = new OffscreenCanvas(columns, rows).getContext('2d', { alpha: false });
  const pixels = context.getImageData(left, top, wide, high);
  averages.putImageData(average(pixels, columns, rows), 0, 0);
  context.drawImage(averages.canvas, 0, 0, columns, rows, left, top, wide, high);
}

/** Each field's mean colour. Not left to the browser's scaling, which may pick single pixels. */
function average({ data, width, height }, columns, rows) {
  const sums = new Float64Array(columns * rows * 4);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * rows) / height) * columns;
    for (let x = 0; x < width; x += 1) {
      const field = (row + Math.floor((x * columns) / width)) * 4;
      const at = (y * width + x) * 4;
      for (let colour = 0; colour < 3; colour += 1) sums[field + colour] += data[at + colour];
      sums[field + 3] += 1;
    }
  }
  const means = new ImageData(columns, rows);
  for (let field = 0; field < sums.length; field += 4) {
    for (let colour = 0; colour < 3; colour += 1) means.data[field + colour] = sums[field + colour] / sums[field + 3];
    means.data[field + 3] = 255;
  }
  return means;
}

async function encode(canvas, quality) {
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  return new Uint8Array(await blob.arrayBuffer());
}
