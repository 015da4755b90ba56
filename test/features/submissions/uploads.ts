// Bytes of files that tests send: honest ones and disguised ones. Zips are written by hand, so that they can lie.
import { crc32, deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
// The application reads pictures from files only; tests look at what came back.
import '../../../src/features/submissions/submissions.uploads';

sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});

export const pdf = (filling = 'x') =>
  Buffer.from(`%PDF-1.4\n%${filling}\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n`, 'latin1');

/** A PDF of exactly `bytes` bytes. */
export const pdfOf = (bytes: number) => pdf('x'.repeat(bytes - pdf('').length));

export const png = (width = 20, height = 10) =>
  sharp({ create: { width, height, channels: 3, background: '#2e2a86' } })
    .png()
    .toBuffer();

/** A photo that says where it was taken and with what. */
export const photo = () =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#dd6a2f' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'SecretCamera' },
      IFD3: { GPSLatitude: '51/1 3/1 0/1', GPSLatitudeRef: 'N', GPSLongitude: '3/1 43/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();

export interface Entry {
  name: string;
  data: Buffer | string;
  /** What the headers say instead of the truth. */
  statedSize?: number;
  stored?: boolean;
  /** Unix mode, for links. */
  mode?: number;
}

export function zip(entries: Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data as string);
    const packed = entry.stored ? data : deflateRawSync(data);
    const name = Buffer.from(entry.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(entry.stored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(entry.statedSize ?? data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 0, 'latin1');
    central.writeUInt16LE((3 << 8) | 20, 4);
    common.copy(central, 6, 0, 26);
    central.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    parts.push(local);
    directory.push(Buffer.concat([central, name]));
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

export const docx = (more: Entry[] = []) =>
  zip([
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: 'word/document.xml', data: '<w:document/>' },
    ...more,
  ]);

export const odt = (type = 'application/vnd.oasis.opendocument.text') =>
  zip([
    { name: 'mimetype', data: type, stored: true },
    { name: 'content.xml', data: '<office:document-content/>' },
  ]);
