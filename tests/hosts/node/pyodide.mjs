// Runs the proof of tests/hosts/lite in Pyodide: a folder of pure Python packages, a compiled wheel, and the cases.
import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const [packages, wheel, cases] = process.argv.slice(2);
const python = await loadPyodide();
python.FS.mkdir("/packages");
python.FS.mount(python.FS.filesystems.NODEFS, { root: packages }, "/packages");
python.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
python.globals.set("cases", python.toPy(JSON.parse(readFileSync(cases, "utf8"))));
const proof = "import sys; sys.path.append('/packages'); from in_pyodide import proof; await proof(cases)";
try {
  process.stdout.write(await python.runPythonAsync(proof));
} catch (error) {
  // Node would print the whole of Pyodide's own source first.
  console.error(error.message);
  process.exitCode = 1;
}
