// The server of our own as a target: with a look into its database beside it, for questions no door answers.
import { openForCommand } from '../db/open';
import type { OwnServer } from '../simulation/own-server';
import type { Target } from './trial';

export async function ownTarget(own: OwnServer): Promise<Target & { close(): Promise<void> }> {
  const database = await openForCommand({ databaseUrl: undefined, dataDir: own.dataDir });
  return {
    base: own.base,
    founderLink: own.founderLink,
    db: database.db,
    faults: own.faults,
    close: database.close,
  };
}
