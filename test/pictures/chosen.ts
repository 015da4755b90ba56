// The chosen dozen: compressed for docs/pictures, and four phones side by side for the README.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

const CHOSEN = [
  'front-360-en',
  'front-1280-en',
  'challenge-360-nl',
  'desk-360-ar',
  'desk-organiser-1280-en',
  'teams-360-ar',
  'room-360-en-dark',
  'room-1280-en',
  'proposal-360-nl',
  'sheet-1280-en',
  'results-360-ar',
  'feedback-360-en',
];
const OVERVIEW = ['front-360-en', 'desk-360-ar', 'room-360-en', 'results-360-en-dark'];
const PHONE = { width: 360, height: 760 };
const GAP = 24;

/** Reads from `pictures`, writes webp files of at most three screens' height into `docs`. */
export async function keepChosen(pictures: string, docs: string): Promise<void> {
  mkdirSync(docs, { recursive: true });
  for (const name of CHOSEN) {
    const picture = sharp(path.join(pictures, `${name}.png`));
    const { width = 0, height = 0 } = await picture.metadata();
    const most = width > PHONE.width ? 1000 : 1520;
    await picture
      .extract({ left: 0, top: 0, width, height: Math.min(height, most) })
      .webp({ quality: 78 })
      .toFile(path.join(docs, `${name}.webp`));
  }
  // The application lets sharp read from files only.
  sharp.unblock({ operation: ['VipsForeignLoadPngBuffer'] });
  const phones = await Promise.all(
    OVERVIEW.map((name) =>
      sharp(path.join(pictures, `${name}.png`))
        .extract({ left: 0, top: 0, ...PHONE })
        .toBuffer(),
    ),
  );
  await sharp({
    create: {
      width: OVERVIEW.length * (PHONE.width + GAP) + GAP,
      height: PHONE.height + 2 * GAP,
      channels: 3,
      background: '#d6cfc2',
    },
  })
    .composite(phones.map((input, index) => ({ input, top: GAP, left: GAP + index * (PHONE.width + GAP) })))
    .webp({ quality: 78 })
    .toFile(path.join(docs, 'overview.webp'));
}
