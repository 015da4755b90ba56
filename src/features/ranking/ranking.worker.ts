// Runs in a thread of its own (see ranking.aside.ts): ranks what it is given, answers, and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { unpack } from './ranking.packed.ts';
import { rank } from './ranking.ts';

parentPort?.postMessage(rank(unpack(workerData.packed), workerData.method));
