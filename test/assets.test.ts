// Styles, scripts and the client of the live rooms, as a phone loads them.
import { asset } from '../src/web/assets';
import { createWorld, type World } from './support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

test.each(['/css/frame.css', '/js/frame.js', '/vendor/socket.io.js'])(
  '%s comes packed and is kept',
  async (url) => {
    const { headers } = await world.visitor().get(asset(url)).set('Accept-Encoding', 'gzip').expect(200);
    expect(headers).toMatchObject({
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    const plain = await world.visitor().get(asset(url)).set('Accept-Encoding', 'identity').expect(200);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers.vary).toContain('Accept-Encoding');
  },
);
