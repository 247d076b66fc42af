// What the stories of the tablet's pictures and its camera do in the page.

import * as camera from '/js/camera.js';
import * as photo from '/js/photo.js';
import { blur, prepare } from '/js/photo.js';

/** A JPEG with a smooth background and a black and white pattern, as fine as print, in a part of it. */
async function picture(width, height, [left, top, wide, high]) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  const sky = context.createLinearGradient(0, 0, width, height);
  sky.addColorStop(0, '#204060');
  sky.addColorStop(1, '#e0c080');
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#ffffff';
  context.fillRect(left, top, wide, high);
  context.fillStyle = '#000000';
  for (let y = 0; y < high; y += 16) {
    for (let x = (y / 16) % 2 ? 16 : 0; x < wide; x += 32) context.fillRect(left + x, top + y, 16, 16);
  }
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
}

/** Width, height and pixels of a JPEG. */
async function pixels(bytes) {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, width, height);
}

export async function prepared(width, height) {
  const ready = await prepare(await picture(width, height, [0, 0, 64, 64]));
  const [large, small] = [await pixels(ready.bytes), await pixels(ready.thumb)];
  return {
    said: [ready.width, ready.height],
    large: [large.width, large.height],
    small: [small.width, small.height],
    jpeg: ready.bytes[0] === 0xff && ready.bytes[1] === 0xd8,
    bytes: ready.bytes.length,
    thumb: ready.thumb.length,
    takenAt: ready.takenAt,
  };
}

/** How much is left to see of a pattern after blurring it, and how much the rest has changed (0 to 255). */
export async function blurred() {
  const ready = await prepare(await picture(1600, 1200, [400, 300, 320, 160]));
  const hidden = await blur(ready.bytes, [400, 300, 320, 160, -50, -50, 20, 20, 1590, 1190, 500, 500]);
  const [before, after] = [await pixels(ready.bytes), await pixels(hidden.bytes)];
  const at = (image, x, y) => image.data[(y * image.width + x) * 4];
  let [contrastBefore, contrastAfter, rest] = [0, 0, 0];
  for (let y = 300; y < 460; y += 1) {
    for (let x = 404; x < 700; x += 1) {
      contrastBefore = Math.max(contrastBefore, Math.abs(at(before, x, y) - at(before, x + 16, y)));
      contrastAfter = Math.max(contrastAfter, Math.abs(at(after, x, y) - at(after, x + 16, y)));
    }
  }
  for (let y = 0; y < 1180; y += 1) {
    for (let x = 0; x < 1580; x += 1) {
      // The encoder works in squares of 16 pixels: those that touch the area change a little.
      if (x > 380 && x < 740 && y > 280 && y < 480) continue;
      rest = Math.max(rest, Math.abs(at(before, x, y) - at(after, x, y)));
    }
  }
  return { contrastBefore, contrastAfter, rest, size: [hidden.width, hidden.height] };
}

export const noPicture = () =>
  prepare(new Blob([new Uint8Array(1000)])).then(() => null, (why) => why.kind);

/** A JPEG whose metadata say when it was taken and that it lies on its side. */
export async function withMetadata() {
  const bytes = new Uint8Array(await (await picture(400, 300, [0, 0, 64, 64])).arrayBuffer());
  const tiff = [];
  const short = (value) => tiff.push(value >> 8, value & 255);
  const long = (value) => tiff.push(0, 0, value >> 8, value & 255);
  const text = (value) => tiff.push(...[...value].map((letter) => letter.charCodeAt(0)), 0);
  tiff.push(0x4d, 0x4d, 0, 42);
  long(8);
  short(2);
  short(0x0112), short(3), long(1), short(6), short(0);
  short(0x8769), short(4), long(1), long(38);
  long(0);
  short(2);
  short(0x9003), short(2), long(20), long(68);
  short(0x9011), short(2), long(7), long(88);
  long(0);
  text('2018:02:27 08:30:05');
  text('+07:00');
  const length = tiff.length + 8;
  const segment = [0xff, 0xe1, length >> 8, length & 255, 0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  const ready = await prepare(new Blob([bytes.subarray(0, 2), new Uint8Array(segment), bytes.subarray(2)]));
  const clean = !new TextDecoder('latin1').decode(ready.bytes).includes('Exif');
  return { takenAt: ready.takenAt, size: [ready.width, ready.height], clean };
}

/** Shows the fake camera, takes a picture, makes it ready. */
export async function camcorder() {
  const video = document.createElement('video');
  document.body.append(video);
  const off = await camera.capture(video).then(() => null, (why) => why.kind);
  await camera.start(video);
  const blob = await camera.capture(video);
  const ready = await photo.prepare(blob);
  const torch = await camera.torch(true);
  camera.stop();
  return { off, type: blob.type, size: [ready.width, ready.height], torch };
}
export const cameraKind = () => camera.start(document.createElement('video')).then(() => null, (why) => why.kind);

/** Many large pictures in a row; gives how long one takes, in milliseconds. */
export async function many(count) {
  const blob = await picture(4000, 3000, [0, 0, 2000, 2000]);
  const begun = performance.now();
  for (let i = 0; i < count; i += 1) await prepare(blob);
  return (performance.now() - begun) / count;
}
