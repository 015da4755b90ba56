// The database for who has none: a real Postgres in DATA_DIR that the application starts, owns and stops.
import { stopServer, stopServerNow } from './embedded.cluster';
import { type Keeper, keepRunning } from './embedded.keeper';
import { type EmbeddedOptions, open, takeOwnerLock } from './embedded.open';
import { findPlace, type Place } from './embedded.place';

export interface Embedded {
  url: string;
  /** The folder that holds the cluster; in DATA_DIR or under /var/lib. */
  home: string;
  stop(): Promise<void>;
}

/** For the server: it owns the database until it stops it. Refuses where another server owns it and stays. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded & Keeper> {
  const place = placeOf(options);
  return { home: place.home, ...(await keepRunning(place, options)) };
}

/** For a command: uses the database beside a running server, and stops it again only if nobody else is there. */
export async function joinEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { place, owner, url } = await open(placeOf(options), options, async () => undefined);
  const isAlone = async () => {
    const others = await owner.query(
      "SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1",
    );
    return others.rowCount === 0 && (await takeOwnerLock(owner));
  };
  return {
    url,
    home: place.home,
    stop: async () => {
      if (await isAlone()) await stopServer(place);
      await owner.end().catch(() => undefined);
    },
  };
}

/** For a process that ends without a word, such as knex: owns the database, or uses that of a running server. */
export async function borrowEmbedded(options: EmbeddedOptions): Promise<{ url: string; stopNow(): void }> {
  let owns = false;
  const { place, url } = await open(placeOf(options), options, async (client) => {
    owns = await takeOwnerLock(client);
  });
  return {
    url,
    stopNow: () => {
      if (owns) stopServerNow(place);
    },
  };
}

function placeOf({ dataDir, say }: EmbeddedOptions): Place {
  const place = findPlace(dataDir);
  if (place.moved !== undefined) say?.(place.moved);
  return place;
}
