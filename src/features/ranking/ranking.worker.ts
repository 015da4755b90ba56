// Runs in a thread of its own (see ranking.aside.ts): ranks each round it is given.
import { parentPort } from 'node:worker_threads';
import type { Job } from './ranking.aside';
import { rankPacked } from './ranking.ts';

parentPort?.on('message', ({ round, method }: Job) => parentPort?.postMessage(rankPacked(round, method)));
