// Messages that wait on this device. They belong to one person in one room: whoever signs in next on a shared phone
// neither sees nor sends them, and signing out deletes them. The tabs of a browser share one queue.

const STORE = 'waiting';
const PATIENCE = 4_000;
const TURN_WITHIN = 10_000;

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('inquiry-lab', 1);
    asked.onupgradeneeded = () => {
      const store = asked.result.createObjectStore(STORE, { keyPath: 'n', autoIncrement: true });
      store.createIndex('person', 'person');
      store.createIndex('room', ['person', 'room']);
      store.createIndex('client', 'clientId');
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/** A connection of its own: one that stays open is cut while a phone sleeps. Resolves once it is on the disk. */
async function within(mode, work) {
  const db = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const act = db.transaction(STORE, mode, { durability: 'strict' });
      const asked = work(act.objectStore(STORE));
      act.oncomplete = () => resolve(asked.result);
      act.onabort = () => reject(act.error);
    });
  } finally {
    db.close();
  }
}

/** Some browsers neither open their store nor say that they cannot. */
const soon = (work) =>
  Promise.race([
    work,
    new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), PATIENCE)),
  ]);

const read = (work) => soon(within('readonly', work));
const write = (work) => soon(within('readwrite', work));

/** Deletes what an index has under a key. */
const clear = (index, key) =>
  write((store) => {
    const asked = store.index(index).openKeyCursor(IDBKeyRange.only(key));
    asked.onsuccess = () => {
      if (!asked.result) return;
      store.delete(asked.result.primaryKey);
      asked.result.continue();
    };
    return asked;
  });

export const waitsFor = (person) => read((store) => store.index('person').count(person)).catch(() => 0);

/** Rejects when the browser did not do it. */
export const forget = (person) => clear('person', person);

export function createQueue(person, room) {
  // What this browser could not keep lives as long as the page.
  let loose = [];
  const gone = new Set();
  let last = Promise.resolve();
  // Opening the store takes a different time each time: one after the other, so that nothing overtakes.
  const next = (work) => {
    last = last.then(work, work);
    return last;
  };
  return {
    /** In the order in which they were written, in whichever tab. */
    all: () =>
      next(async () => {
        const kept = await read((store) => store.index('room').getAll([person, room])).catch(() => []);
        return [...kept, ...loose].filter((one) => !gone.has(one.clientId));
      }),
    /** False: it is lost when the page is left. */
    add: (message) =>
      next(async () => {
        try {
          if (loose.length > 0) throw new Error('those before it are not kept either');
          await write((store) => store.add({ ...message, person, room }));
          return true;
        } catch {
          loose.push(message);
          return false;
        }
      }),
    remove(clientId) {
      if (gone.has(clientId)) return;
      gone.add(clientId);
      loose = loose.filter((one) => one.clientId !== clientId);
      void next(() => clear('client', clientId).catch(() => undefined));
    },
    keepsAll: () => loose.length === 0,
    /**
     * One tab sends at a time. One that fell asleep in its turn keeps the others for a moment only: whoever sends
     * begins with the oldest and waits for its answer, so two at once neither double nor reorder anything.
     */
    async inTurn(work) {
      if (!navigator.locks) return work();
      let begun = false;
      const begin = () => {
        begun = true;
        return work();
      };
      try {
        const signal = AbortSignal.timeout(TURN_WITHIN);
        return await navigator.locks.request(`send ${person} ${room}`, { signal }, begin);
      } catch (error) {
        if (begun) throw error;
        return work();
      }
    },
  };
}

/** crypto.randomUUID is missing where the page came without https. */
export function newUuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
