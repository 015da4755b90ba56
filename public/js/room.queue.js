// Messages that wait on this device. They belong to one person in one room: whoever signs in next on a
// shared phone neither sees nor sends them.

export function createQueue(personId, roomId) {
  const key = `room-queue:${personId}:${roomId}`;
  let memory = [];
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '[]');
    if (Array.isArray(kept)) memory = kept.filter((one) => one?.clientId && typeof one.body === 'string');
  } catch {}
  const keep = () => {
    try {
      if (memory.length > 0) localStorage.setItem(key, JSON.stringify(memory));
      else localStorage.removeItem(key);
    } catch {}
  };
  return {
    all: () => [...memory],
    add(body) {
      const message = { clientId: newUuid(), body };
      memory.push(message);
      keep();
      return message;
    },
    remove(clientId) {
      const length = memory.length;
      memory = memory.filter((one) => one.clientId !== clientId);
      if (memory.length !== length) keep();
    },
  };
}

/** crypto.randomUUID is missing where the page came without https. */
function newUuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
