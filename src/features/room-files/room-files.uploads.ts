// The small picture that a room shows of a large one: nobody on a train loads eight megabytes to see a drawing.
import sharp from 'sharp';
import type { Preview } from '../rooms/rooms.tables';

const WIDEST = 640;
const MOST_BYTES = 262_144;

/** Of a picture that was accepted and drawn anew already; null for every other file. */
export async function previewOf(type: string, at: string): Promise<Preview | null> {
  if (!type.startsWith('image/')) return null;
  const { data, info } = await sharp(at, { limitInputPixels: 40_000_000 })
    .resize({ width: WIDEST, height: WIDEST, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 68 })
    .toBuffer({ resolveWithObject: true });
  return data.length > MOST_BYTES ? null : { width: info.width, height: info.height, preview: data };
}
