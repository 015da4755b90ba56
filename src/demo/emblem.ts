// The emblem of the invented fund of the demo: a sun over two strips, drawn point by point, so that no picture lies about.
import { rm, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { changeEmblem } from '../features/hackathons/about.actions';
import type { Player } from './player';

const WIDTH = 360;
const HEIGHT = 240;
const SKY = [46, 42, 134];
const SUN = [247, 188, 63];
const HANDS = [248, 238, 218];

function colourAt(x: number, y: number): number[] {
  if (Math.hypot(x - WIDTH / 2, y - 90) < 46) return SUN;
  const hand = (from: number) =>
    Math.abs(y - 190 + Math.abs(x - from) * 0.35) < 13 && Math.abs(x - from) < 70;
  return hand(105) || hand(255) ? HANDS : SKY;
}

async function draw(): Promise<Buffer> {
  const points = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let n = 0; n < WIDTH * HEIGHT; n += 1) points.set(colourAt(n % WIDTH, Math.floor(n / WIDTH)), n * 3);
  return sharp(points, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .png()
    .toBuffer();
}

let drawn: Promise<Buffer> | undefined;

export async function putEmblem(player: Player, slug: string): Promise<void> {
  const { files } = player.deps;
  drawn ??= draw();
  const bytes = await drawn;
  const place = await files.temporary();
  await writeFile(place, bytes);
  const received = { path: place, name: 'emblem.png', bytes: bytes.length };
  await changeEmblem(player.deps, await player.person('organiser'), slug, received).finally(() => rm(place));
}
