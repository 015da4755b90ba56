// Recordings as browsers make them, without a browser: WebM with one track and a block a second.

const sized = (bytes: Buffer) => {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(bytes.length) | (1n << 56n));
  return size;
};
const part = (id: string, ...content: Buffer[]) => {
  const bytes = Buffer.concat(content);
  return Buffer.concat([Buffer.from(id, 'hex'), sized(bytes), bytes]);
};
const number = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** `filler`: bytes more in every second. */
export function recording(seconds: number, { codec = 'A_OPUS', filler = 20 } = {}): Buffer {
  const clusters = Array.from({ length: seconds + 1 }, (_, second) =>
    part(
      '1f43b675',
      part('e7', number(second * 1000)),
      part('a3', Buffer.from([0x81, 0, 0, 0x80]), Buffer.alloc(filler, 7)),
    ),
  );
  const track = part('ae', part('86', Buffer.from(codec)));
  return Buffer.concat([
    part('1a45dfa3', part('4282', Buffer.from('webm'))),
    // A recorder does not know how long it will run.
    Buffer.from('1853806701ffffffffffffff', 'hex'),
    part('1549a966', part('2ad7b1', number(1_000_000))),
    part('1654ae6b', track),
    ...clusters,
  ]);
}
