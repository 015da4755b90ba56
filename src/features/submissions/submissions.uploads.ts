// What may become a file of a proposal: extension, first bytes and structure must agree, pictures are drawn
// anew so that no place or camera stays in them, and the name is for display only.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TextDecoder } from 'node:util';
import sharp from 'sharp';
import { InvalidInput, TooLarge, WrongType } from '../../errors';
import type { Received } from '../../web/upload';
import { checkOfficeZip } from './submissions.zip.uploads';

/** Types by extension; what is not here is refused. */
const TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  txt: 'text/plain',
  csv: 'text/csv',
};
export const EXTENSIONS = Object.keys(TYPES);

export const FILE_LIMIT = 25 * 1024 * 1024;
/** Of a team, in its proposal and its room. */
export const TEAM_LIMIT = 100 * 1024 * 1024;
const PIXEL_LIMIT = 40_000_000;

// Pictures come from strangers: only the three readers that are needed, few threads, nothing kept.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegFile', 'VipsForeignLoadPngFile', 'VipsForeignLoadWebpFile'],
});
sharp.cache(false);
sharp.concurrency(1);

export interface Accepted {
  /** Where it lies now; a picture is another file than the one that came. */
  path: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
}

/** Throws WrongType, TooLarge or InvalidInput; `temporary` gives places that the caller clears away. */
export async function acceptUpload(received: Received, temporary: () => Promise<string>): Promise<Accepted> {
  const name = displayName(received.name);
  const extension = extensionOf(name);
  const type = Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined;
  if (!type) throw new WrongType('submissions.files.refused.type');
  if (received.bytes === 0) throw fault('submissions.files.refused.empty');
  const { head, tail } = await ends(received.path, received.bytes);
  if (!looksLike(type, head, tail)) throw new WrongType('submissions.files.refused.disguised', { extension });
  const at = await inspected(type, received.path, temporary);
  const bytes = (await stat(at)).size;
  if (bytes > FILE_LIMIT) throw new TooLarge();
  return { path: at, name, type, bytes, sha256: await hashOf(at) };
}

const fault = (key: string) => new InvalidInput({ file: { key } });

/** The path of what is kept: the file itself, or the picture drawn anew. */
async function inspected(type: string, at: string, temporary: () => Promise<string>): Promise<string> {
  if (type.startsWith('image/')) return redrawn(type, at, await temporary());
  if (type.startsWith('text/')) await checkText(at);
  else if (type !== 'application/pdf')
    await checkOfficeZip(at, type.includes('opendocument') ? 'odt' : 'docx');
  return at;
}

const starts = (bytes: Buffer, text: string, at = 0) =>
  bytes.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'));

function looksLike(type: string, head: Buffer, tail: Buffer): boolean {
  switch (type) {
    case 'application/pdf':
      return starts(head, '%PDF-') && tail.includes('startxref') && tail.includes('%%EOF');
    case 'image/png':
      return starts(head, '\x89PNG\r\n\x1a\n');
    case 'image/jpeg':
      return starts(head, '\xff\xd8\xff');
    case 'image/webp':
      return starts(head, 'RIFF') && starts(head, 'WEBP', 8);
    case 'text/plain':
    case 'text/csv':
      return true;
    default:
      return starts(head, 'PK\x03\x04');
  }
}

async function ends(at: string, bytes: number): Promise<{ head: Buffer; tail: Buffer }> {
  const handle = await open(at, 'r');
  try {
    const size = Math.min(bytes, 2048);
    const head = Buffer.alloc(size);
    const tail = Buffer.alloc(size);
    await handle.read(head, 0, size, 0);
    await handle.read(tail, 0, size, bytes - size);
    return { head, tail };
  } finally {
    await handle.close();
  }
}

/** Metadata (place, camera, time) is left behind; the turn that a camera noted is carried out first. */
async function redrawn(type: string, at: string, target: string): Promise<string> {
  const picture = sharp(at, { limitInputPixels: PIXEL_LIMIT, failOn: 'error' }).autoOrient();
  try {
    const drawn =
      type === 'image/png'
        ? picture.png()
        : type === 'image/jpeg'
          ? picture.jpeg({ quality: 88 })
          : picture.webp({ quality: 88 });
    await drawn.toFile(target);
    return target;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOSPC') throw error;
    const large = /pixel limit/i.test((error as Error).message);
    throw fault(large ? 'submissions.files.refused.pixels' : 'submissions.files.refused.broken');
  }
}

// What a browser, told nothing, might take for a page.
const MARKUP = /<\s*(?:!doctype|html|head|body|script|svg|iframe|\?xml|object|embed|img|style)\b|<\?xml/i;

async function checkText(at: string): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let carried = '';
  const check = (text: string) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
    if (/[\u0000-\u0008\u000b\u000e-\u001f]/.test(text))
      throw new WrongType('submissions.files.refused.text');
    if (MARKUP.test(carried + text)) throw new WrongType('submissions.files.refused.markup');
    carried = text.slice(-20);
  };
  for await (const chunk of createReadStream(at)) check(decoded(decoder, chunk));
  decoded(decoder);
}

function decoded(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new WrongType('submissions.files.refused.text');
  }
}

async function hashOf(at: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(at), hash);
  return hash.digest('hex');
}

const extensionOf = (name: string) => path.extname(name).slice(1).toLowerCase();

const NAME_LIMIT = 120;

/** A name that is safe to show: no folders, no control or direction signs, 120 characters, the ending kept. */
export function displayName(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\ufffd]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+/, '')
    .trim();
  const extension = [...path.extname(clean)].slice(0, 12).join('');
  const stem = [...path.basename(clean, path.extname(clean)).trim()]
    .slice(0, NAME_LIMIT - extension.length)
    .join('');
  const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(stem);
  return `${stem === '' ? 'file' : reserved ? `file-${stem}` : stem}${extension}`;
}
