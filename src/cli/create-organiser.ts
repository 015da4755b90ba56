// Prints a link that lets whoever signs in and accepts it found hackathons: once, within 24 hours.
// Works beside the running server and without one.
import { createClock } from '../clock';
import { configOfThisProcess } from '../config';
import { openForCommand } from '../db/open';
import { makeFounderLink } from '../features/accounts/accounts.founding.actions';
import { originOf, runningOrigin } from '../running-origin';

async function main(): Promise<void> {
  const config = configOfThisProcess();
  const database = await openForCommand(config);
  try {
    const token = await makeFounderLink(database.db, createClock());
    const base = config.baseUrl ?? runningOrigin(config.dataDir) ?? originOf(config);
    process.stdout.write(`${base}/founding/${token}\n`);
    process.stderr.write(
      'Open this link within 24 hours and sign in. Whoever accepts it first may found hackathons; it works once.\n',
    );
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}
`);
  process.exitCode = 1;
});
