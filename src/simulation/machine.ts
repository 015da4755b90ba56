// What a figure was measured on, in one line without names.
import os from 'node:os';

export function machineLine(): string {
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${os.availableParallelism()} cores, ${memory} GB, ${os.platform()} ${os.arch()}, Node ${process.versions.node}`;
}
