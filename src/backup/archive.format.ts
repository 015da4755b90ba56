// What an archive holds, in this order: manifest, tables in pieces, files, an index of all that with its hashes,
// and the hash of the index. A gzipped tar, so that `tar tzf` shows it.
import { z } from 'zod';

export const KIND = 'inquiry-lab-backup';
export const FORMAT = 1;

export const MANIFEST = 'manifest.json';
export const INDEX = 'index.json';
export const SEAL = 'index.sha256';
/** Larger texts of ours there are not: whoever sends one sends no archive. */
export const TEXT_LIMIT = 256 * 1024 * 1024;

const NAME =
  /^(?:manifest\.json|index\.json|index\.sha256|tables\/[a-z_][a-z0-9_]*\/\d{6,}|files\/[0-9a-z]{26})$/;

/** Names no path can hide in. */
export const isMemberName = (name: string) => NAME.test(name);
export const pieceName = (table: string, number: number) =>
  `tables/${table}/${String(number).padStart(6, '0')}`;
export const fileName = (storedAs: string) => `files/${storedAs}`;
export const tableOf = (name: string) => /^tables\/([^/]+)\//.exec(name)?.[1];
export const storedAsOf = (name: string) => /^files\/(.+)$/.exec(name)?.[1];

const count = z.number().int().nonnegative();
const identifier = z.string().regex(/^[a-z_][a-z0-9_]*$/);

const manifestSchema = z.strictObject({
  kind: z.literal(KIND),
  format: z.literal(FORMAT),
  version: z.string(),
  /** The time of the snapshot. */
  at: z.iso.datetime(),
  migrations: z.array(z.string()).min(1),
  /** Tells whether two installations have the same SESSION_SECRET. */
  secretMark: z.string(),
  tables: z.array(z.strictObject({ name: identifier, columns: z.array(identifier).min(1), rows: count })),
  sequences: z.array(
    z.strictObject({ table: identifier, column: identifier, value: count, called: z.boolean() }),
  ),
  files: z.strictObject({ count, bytes: count }),
});
export type Manifest = z.infer<typeof manifestSchema>;

const indexSchema = z.strictObject({
  members: z.array(z.strictObject({ name: z.string(), size: count, sha256: z.string().length(64) })),
  /** Rows of the snapshot whose bytes are not in the archive, or are not those that were added. */
  faults: z.array(
    z.strictObject({
      file: z.string(),
      storedAs: z.string(),
      what: z.enum(['missing', 'removed', 'damaged']),
    }),
  ),
});
export type Index = z.infer<typeof indexSchema>;
export type Member = Index['members'][number];
export type FileFault = Index['faults'][number];

/** A sentence for people. `code`: 2 when nothing was begun, 1 when something went wrong on the way. */
export class BackupFault extends Error {
  constructor(
    message: string,
    readonly code: 1 | 2 = 2,
  ) {
    super(message);
    this.name = 'BackupFault';
  }
}

export function readManifest(text: string): Manifest {
  const raw = json(text, MANIFEST) as { kind?: unknown; format?: unknown } | null;
  if (raw?.kind !== KIND) throw new BackupFault('This is no archive of Inquiry Lab.');
  if (typeof raw.format === 'number' && raw.format > FORMAT) {
    throw new BackupFault('A newer version of Inquiry Lab made this archive. Install that version first.');
  }
  const read = manifestSchema.safeParse(raw);
  if (!read.success) throw new BackupFault(`The archive is damaged: ${MANIFEST} is not as it should be.`);
  return read.data;
}

export function readIndex(text: string): Index {
  const read = indexSchema.safeParse(json(text, INDEX));
  if (!read.success) throw new BackupFault(`The archive is damaged: ${INDEX} is not as it should be.`);
  return read.data;
}

function json(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BackupFault(`The archive is damaged: ${name} cannot be read.`);
  }
}
