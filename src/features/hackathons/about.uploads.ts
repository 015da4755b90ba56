// What may become an emblem: one small picture, drawn anew in its own proportions. Never SVG, which can act.
import sharp, { type Metadata } from 'sharp';
import { InvalidInput, TooLarge, WrongType } from '../../errors';
import { sha256 } from '../../ids';
import type { Received } from '../../web/upload';
import type { EmblemPicture } from './about.queries';
import type { Emblem } from './hackathons.tables';

export const EMBLEM_LIMIT = 1024 * 1024;
const PIXEL_LIMIT = 16_000_000;
/** In pixels; twice what the foot of a page shows. */
const LARGEST = { width: 1200, height: 600 };

const TYPES: Record<string, string> = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' };

/** Throws WrongType, TooLarge or InvalidInput. */
export async function acceptEmblem(received: Received): Promise<{ picture: EmblemPicture; emblem: Emblem }> {
  if (received.bytes > EMBLEM_LIMIT) throw new TooLarge('hackathons.about.tooLarge');
  const given = sharp(received.path, { limitInputPixels: PIXEL_LIMIT, failOn: 'error' });
  const { format } = await given.metadata().catch(refuse);
  const type = TYPES[format ?? ''];
  if (!type) throw new WrongType('hackathons.about.wrongType');
  const { data, info } = await given
    .autoOrient()
    .resize({ ...LARGEST, fit: 'inside', withoutEnlargement: true })
    .toFormat(format as 'png' | 'jpeg' | 'webp')
    .toBuffer({ resolveWithObject: true })
    .catch(refuse);
  if (data.length > EMBLEM_LIMIT) throw new TooLarge('hackathons.about.tooLarge');
  const hash = sha256(data);
  return {
    picture: { sha256: hash, type, bytes: data },
    emblem: { version: hash.slice(0, 16), width: info.width, height: info.height },
  };
}

function refuse(error: Error): never & Metadata {
  if (/unsupported image format/i.test(error.message)) throw new WrongType('hackathons.about.wrongType');
  throw new InvalidInput({ file: { key: 'hackathons.about.broken' } });
}
