// Data comes as scripts of compressed JSON, because a page opened from disk may not fetch files.
const juesuan = {};
(() => {
  const loaded = new Map();
  const waiting = new Map();

  // lists of rows come by columns: {year: [2023, 2024], amount: ["1.00", "2.00"]}
  const isList = (found) => typeof found === "object" && found !== null && Object.values(found).every((column) => Array.isArray(column) || column === null);
  const rows = (columns) => {
    const names = Object.keys(columns);
    const count = names.length ? columns[names[0]]?.length ?? 0 : 0;
    return Array.from({ length: count }, (_none, index) => Object.fromEntries(names.map((name) => [name, columns[name][index]])));
  };

  const unpack = async (packed) => {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const data = JSON.parse(await new Response(stream).text());
    return Object.fromEntries(Object.entries(data).map(([name, found]) => [name, isList(found) ? rows(found) : found]));
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
