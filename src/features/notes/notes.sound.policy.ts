// What a recording is, read from its own bytes: Opus in WebM or Ogg, AAC in MP4, nothing else, and how long it is.

export interface Sound {
  type: 'audio/webm' | 'audio/ogg' | 'audio/mp4';
  seconds: number;
}

/** Null for everything that is no recording of the kinds that browsers make. */
export function soundOf(bytes: Buffer): Sound | null {
  try {
    if (bytes.readUInt32BE(0) === 0x1a45dfa3) return webm(bytes);
    if (bytes.toString('latin1', 0, 4) === 'OggS') return ogg(bytes);
    if (bytes.toString('latin1', 4, 8) === 'ftyp') return mp4(bytes);
  } catch (error) {
    // It ends in the middle of a number.
    if ((error as Error).name !== 'RangeError') throw error;
  }
  return null;
}

// Parts that hold others: the segment, its information, tracks, a track, clusters, groups of blocks.
const HOLDERS = new Set([0x18538067, 0x1549a966, 0x1654ae6b, 0xae, 0x1f43b675, 0xa0]);

function webm(bytes: Buffer): Sound | null {
  const codecs: string[] = [];
  let scale = 1_000_000;
  let cluster = 0;
  let last = -1;
  for (let at = 0; at < bytes.length; ) {
    const id = vint(bytes, at, true);
    const size = vint(bytes, at + id.length, false);
    const from = at + id.length + size.length;
    const until = HOLDERS.has(id.value) ? from : from + size.value;
    // The last part of a recording that broke off may be cut.
    if (until > bytes.length) break;
    if (id.value === 0x86) codecs.push(bytes.toString('latin1', from, until));
    else if (id.value === 0x2ad7b1) scale = bytes.readUIntBE(from, size.value);
    else if (id.value === 0xe7) cluster = bytes.readUIntBE(from, size.value);
    else if (id.value === 0xa3 || id.value === 0xa1)
      last = cluster + bytes.readInt16BE(from + vint(bytes, from, false).length);
    at = until;
  }
  if (last < 0 || codecs.length !== 1 || codecs[0] !== 'A_OPUS') return null;
  return { type: 'audio/webm', seconds: (last * scale) / 1e9 };
}

/** A number of variable length, its marker kept (ids) or not (sizes). */
function vint(bytes: Buffer, at: number, marked: boolean): { value: number; length: number } {
  const first = bytes.readUInt8(at);
  const length = Math.clz32(first) - 23;
  if (length > 8) throw new RangeError('no number');
  let value = marked ? first : first & (0xff >> length);
  for (let n = 1; n < length; n++) value = value * 256 + bytes.readUInt8(at + n);
  return { value, length };
}

function ogg(bytes: Buffer): Sound | null {
  const head = bytes.indexOf('OpusHead');
  if (head < 0 || head > 100) return null;
  const page = bytes.lastIndexOf('OggS');
  const samples = Number(bytes.readBigInt64LE(page + 6)) - bytes.readUInt16LE(head + 10);
  return samples > 0 ? { type: 'audio/ogg', seconds: samples / 48_000 } : null;
}

const BOXES = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf']);

function mp4(bytes: Buffer): Sound | null {
  const kinds: string[] = [];
  let scale = 0;
  let whole = 0;
  // Of a recording in pieces: when the last one begins.
  let pieces = 0;
  let aac = false;
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at) || bytes.length - at;
    const name = bytes.toString('latin1', at + 4, at + 8);
    const body = at + 8;
    if (size < 8) return null;
    const long = bytes.length > body && bytes.readUInt8(body) === 1;
    if (name === 'hdlr') kinds.push(bytes.toString('latin1', body + 8, body + 12));
    else if (name === 'stsd') aac = bytes.toString('latin1', body + 12, body + 16) === 'mp4a';
    else if (name === 'mdhd') {
      scale = bytes.readUInt32BE(body + (long ? 20 : 12));
      whole = long ? Number(bytes.readBigUInt64BE(body + 24)) : bytes.readUInt32BE(body + 16);
    } else if (name === 'tfdt')
      pieces = long ? Number(bytes.readBigUInt64BE(body + 4)) : bytes.readUInt32BE(body + 4);
    at += BOXES.has(name) ? 8 : size;
  }
  const length = Math.max(whole, pieces);
  if (!aac || kinds.length !== 1 || kinds[0] !== 'soun' || scale === 0 || length === 0) return null;
  return { type: 'audio/mp4', seconds: length / scale };
}
