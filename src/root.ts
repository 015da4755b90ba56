// The folder of the checkout (or of the image), found from source and from the build alike.
import { existsSync } from 'node:fs';
import path from 'node:path';

function find(from: string): string {
  if (existsSync(path.join(from, 'views')) && existsSync(path.join(from, 'package.json'))) return from;
  return find(path.dirname(from));
}

export const ROOT = find(__dirname);
