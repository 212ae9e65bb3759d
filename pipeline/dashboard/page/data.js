// Data comes as scripts of compressed JSON, because a page opened from disk may not fetch files.
const juesuan = {};
(() => {
  const loaded = new Map();
  const waiting = new Map();

  const unpack = async (packed) => {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  };

  juesuan.receive = (name, packed) => waiting.get(name)(unpack(packed));

  // The object of one data script; rejects when there is no such script.
  juesuan.load = (name) => {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        const script = document.createElement("script");
        script.src = `${name}.js`;
        script.onerror = () => { loaded.delete(name); reject(new Error(`missing: ${name}.js`)); };
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  };
})();
