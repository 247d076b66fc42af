/** When a picture was taken, as its file says it: EXIF in JPEG. Everything else of the metadata is left behind. */

/** EXIF stands at the beginning of a file and is no longer than a segment. */
const HEAD = 128 * 1024;
const [ORIGINAL, OFFSET, EXIF_IFD] = [0x9003, 0x9011, 0x8769];
const EXIF = 0x45786966;

/**
 * @param {Blob} blob
 * @returns {Promise<string | null>} `2026-11-25T08:30:00`, with `+07:00` behind it if that is known
 */
export async function takenAt(blob) {
  try {
    return read(new DataView(await blob.slice(0, HEAD).arrayBuffer()));
  } catch {
    // Bytes from outside: what does not hold together says nothing.
    return null;
  }
}

function read(view) {
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 10 < view.byteLength && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === EXIF) return fromTiff(view, at + 10);
  }
  return null;
}

function fromTiff(view, base) {
  const little = view.getUint16(base) === 0x4949;
  const entries = (offset) => {
    const found = new Map();
    const count = view.getUint16(base + offset, little);
    for (let i = 0; i < count; i += 1) {
      const at = base + offset + 2 + i * 12;
      found.set(view.getUint16(at, little), { length: view.getUint32(at + 4, little), at: at + 8 });
    }
    return found;
  };
  const pointer = (entry) => view.getUint32(entry.at, little);
  const text = (entry) => {
    if (!entry || entry.length > 64) return '';
    const at = entry.length > 4 ? base + pointer(entry) : entry.at;
    const letters = new Uint8Array(view.buffer, view.byteOffset + at, entry.length);
    return String.fromCharCode(...letters).replace(/\0.*$/s, '');
  };
  const main = entries(view.getUint32(base + 4, little));
  if (!main.has(EXIF_IFD)) return null;
  const exif = entries(pointer(main.get(EXIF_IFD)));
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(text(exif.get(ORIGINAL)));
  if (!match) return null;
  const offset = text(exif.get(OFFSET));
  return `${match[1]}-${match[2]}-${match[3]}T${match[4]}${/^[+-]\d\d:\d\d$/.test(offset) ? offset : ''}`;
}
