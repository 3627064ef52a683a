// What Excel does around a custom function: arguments as it passes them, errors as a cell shows them.
import { readFileSync } from "node:fs";

export const [origin, token, casesFile, program] = process.argv.slice(2);
export const cases = JSON.parse(readFileSync(casesFile, "utf8"));

const SHOWN = {
  Blocked: "#BLOCKED!", Busy: "#BUSY!", Calc: "#CALC!", Connect: "#CONNECT!", Div0: "#DIV/0!", External: "#EXTERNAL!",
  Field: "#FIELD!", GettingData: "#GETTING_DATA", Name: "#NAME?", NotAvailable: "#N/A", Null: "#NULL!", Num: "#NUM!",
  Python: "#PYTHON!", Ref: "#REF!", Spill: "#SPILL!", Unknown: "#UNKNOWN!", Value: "#VALUE!",
};

export async function metadata() {
  const answer = await fetch(`${origin}/xlwings/custom-functions-meta.json`);
  return (await answer.json()).functions;
}

// Excel hands over every argument of a function: what a formula leaves out is null, and repeated ones are one list.
export function passed(parameters, given) {
  const repeats = parameters.findIndex((parameter) => parameter.repeating);
  if (repeats >= 0) {
    return [...given.slice(0, repeats), given.slice(repeats)];
  }
  return [...given, ...Array(Math.max(0, parameters.length - given.length)).fill(null)];
}

export function shown(result) {
  return result.map((row) => row.map((cell) => (cell?.type === "Error" ? SHOWN[cell.errorType] : cell)));
}

export function done(results) {
  process.stdout.write(JSON.stringify(results));
}
