// Which arithmetic made a ranking: the release, and a hash over the very files that browsers check it with.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../../ids';
import { ROOT } from '../../root';

const FOLDER = path.join(ROOT, 'dist', 'public', 'ranking');

let known: { version: string; sha256: string } | undefined;

/** `sha256`: of all files of /ranking/ in the order of their names, each as its name, a zero byte and its content. */
export function rankingCode(): { version: string; sha256: string } {
  if (!known) {
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    const files = readdirSync(FOLDER).sort();
    const content = files.map((name) => `${name}\0${readFileSync(path.join(FOLDER, name), 'utf8')}`);
    known = { version, sha256: sha256(content.join('')) };
  }
  return known;
}
