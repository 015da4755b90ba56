// `npm run backup -- FILE`: the whole installation in one archive, beside the running server or without one.
import path from 'node:path';
import type { FileFault } from '../backup/archive.format';
import { backUp } from '../backup/backup';
import { runWithFile, say, sayFolder, versionOfThis } from '../backup/command';
import { createProgress, megabytes } from '../backup/progress';
import { configOfThisProcess } from '../config';
import { keptSecret } from '../db/kept-secret';
import { openAsItIs } from '../db/open';
import { createFileStore, pathOf } from '../storage/file-store';

function report(faults: FileFault[]): 0 | 1 {
  const bad = faults.filter(({ what }) => what !== 'removed');
  if (bad.length === 0) return 0;
  for (const { file, storedAs, what } of bad)
    say(`  file ${file} (${pathOf(storedAs)}): its bytes are ${what}`);
  say('The archive is kept and can be restored, but it lacks what the lines above name.');
  return 1;
}

void runWithFile('backup', async (file, signal) => {
  const config = configOfThisProcess();
  sayFolder(config);
  const { db, close } = await openAsItIs(config);
  try {
    const secret = config.sessionSecret ?? keptSecret(path.join(config.dataDir, 'session-secret'));
    const from = { db, files: createFileStore(config.dataDir), secret, version: versionOfThis() };
    const { manifest, faults, bytes } = await backUp(from, file, createProgress('backup'), signal);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    say(
      `${file}: ${manifest.tables.length} tables with ${rows} rows and ${manifest.files.count} files as of ` +
        `${manifest.at}, ${megabytes(bytes)} MB. The session secret is not in it: keep that elsewhere.`,
    );
    return report(faults);
  } finally {
    await close();
  }
});
