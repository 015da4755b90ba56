// `npm run restore -- FILE`: fills an empty installation from an archive, all of it or nothing.
import path from 'node:path';
import { verifyArchive } from '../backup/archive.read';
import { secretMark } from '../backup/backup';
import { runWithFile, say, sayFolder } from '../backup/command';
import { createProgress } from '../backup/progress';
import { restore } from '../backup/restore';
import { configOfThisProcess } from '../config';
import { keptSecret } from '../db/kept-secret';
import { openAsItIs } from '../db/open';
import { createFileStore } from '../storage/file-store';

void runWithFile('restore', async (file, signal) => {
  const config = configOfThisProcess();
  sayFolder(config);
  const checking = createProgress('check  ');
  const archive = await verifyArchive(
    file,
    (bytes, of) => checking.at(bytes, of, 'comparing hashes'),
    signal,
  );
  checking.end();
  const { manifest, index } = archive;
  const { db, close } = await openAsItIs(config);
  try {
    const files = createFileStore(config.dataDir);
    await restore({ db, files, dataDir: config.dataDir }, archive, createProgress('restore'), signal);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const absent = index.faults.filter(({ what }) => what === 'missing').length;
    say(
      `Restored: ${manifest.tables.length} tables with ${rows} rows and ${manifest.files.count - absent} files as of ` +
        `${manifest.at}. Everybody has to sign in again.`,
    );
    if (absent > 0) say(`${absent} files were missing already when the archive was made.`);
    const secret = config.sessionSecret ?? keptSecret(path.join(config.dataDir, 'session-secret'));
    if (secretMark(secret) !== manifest.secretMark) {
      say(
        'SESSION_SECRET is another one than that of the archive: recovery codes and invitation links made before ' +
          'do not work. Set the old one, if you have it, before you start the server.',
      );
    }
    return 0;
  } finally {
    await close();
  }
});
