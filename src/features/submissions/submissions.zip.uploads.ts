// Looks inside a Word or OpenDocument file, which is a zip: its parts are counted and read once, never
// written anywhere.
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { InvalidInput, WrongType } from '../../errors';

const ENTRIES = 2000;
const UNPACKED = 200 * 1024 * 1024;
const RATIO = 100;
/** Small files of one repeated line are no bomb. */
const ALWAYS_FINE = 1024 * 1024;

const bomb = () => new InvalidInput({ file: { key: 'submissions.files.refused.bomb' } });
const broken = () => new InvalidInput({ file: { key: 'submissions.files.refused.broken' } });
const disguised = (extension: string) => new WrongType('submissions.files.refused.disguised', { extension });

/** Throws InvalidInput for what could harm, WrongType for another kind of file. */
export async function checkOfficeZip(at: string, kind: 'docx' | 'odt'): Promise<void> {
  const zip = await opened(at);
  try {
    await checkEntries(zip, kind);
  } finally {
    zip.close();
  }
}

function opened(at: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(at, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) =>
      error ? reject(broken()) : resolve(zip),
    );
  });
}

async function checkEntries(zip: yauzl.ZipFile, kind: 'docx' | 'odt'): Promise<void> {
  if (zip.entryCount > ENTRIES) throw bomb();
  const seen = new Set<string>();
  let stated = 0;
  let real = 0;
  let mimetype = '';
  for await (const entry of entriesOf(zip)) {
    stated += entry.uncompressedSize;
    if (stated > UNPACKED || (stated > ALWAYS_FINE && stated > zip.fileSize * RATIO)) throw bomb();
    if (isLink(entry) || entry.isEncrypted() || /vbaProject\.bin$|^Basic\//i.test(entry.fileName))
      throw broken();
    const first = seen.size === 0;
    seen.add(entry.fileName);
    if (entry.fileName.endsWith('/')) continue;
    const wanted = kind === 'odt' && first && entry.fileName === 'mimetype';
    for await (const chunk of await contentOf(zip, entry)) {
      real += (chunk as Buffer).length;
      if (real > UNPACKED || (real > ALWAYS_FINE && real > zip.fileSize * RATIO)) throw bomb();
      if (wanted && mimetype.length < 200) mimetype += String(chunk);
    }
  }
  const fits =
    kind === 'odt'
      ? mimetype.trim() === 'application/vnd.oasis.opendocument.text' && seen.has('content.xml')
      : seen.has('[Content_Types].xml') && seen.has('word/document.xml');
  if (!fits) throw disguised(kind);
}

async function* entriesOf(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  while (true) {
    const entry = await new Promise<yauzl.Entry | null>((resolve, reject) => {
      const fail = () => settle(() => reject(broken()));
      const found = (one: yauzl.Entry) => settle(() => resolve(one));
      const ended = () => settle(() => resolve(null));
      const settle = (act: () => void) => {
        zip.off('entry', found).off('end', ended).off('error', fail);
        act();
      };
      zip.on('entry', found).on('end', ended).on('error', fail);
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
}

function contentOf(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<AsyncIterable<unknown>> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(broken()) : resolve(guarded(stream))));
  });
}

async function* guarded(stream: Readable): AsyncGenerator<unknown> {
  try {
    yield* stream;
  } catch {
    throw broken();
  }
}

const isLink = (entry: yauzl.Entry) => ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
