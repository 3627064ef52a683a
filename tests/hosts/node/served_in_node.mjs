// Runs the scripts that the server serves in Node, over real HTTP. Simulated: Excel's objects, by Microsoft's
// office-addin-mock, and the few lines of the custom-functions runtime that the scripts use.
import { createRequire } from "node:module";
import vm from "node:vm";
import { cases, done, metadata, origin, passed, shown, token } from "./formulas.mjs";

const { OfficeMockObject } = createRequire(import.meta.url)("office-addin-mock");

class CustomFunctionsError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

async function post(url, body, { headers }) {
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await answer.text();
  const data = (answer.headers.get("content-type") ?? "").includes("json") ? JSON.parse(text) : text;
  if (!answer.ok) {
    throw Object.assign(new Error(), { response: { status: answer.status, statusText: answer.statusText, data } });
  }
  return { data };
}

const workbook = {
  workbook: { name: "Book1.xlsx" },
  application: { cultureInfo: { name: "en-GB", datetimeFormat: { shortDatePattern: "dd/MM/yyyy" } } },
};
const page = await (await fetch(`${origin}/taskpane.html`)).text();
const functions = new Map();
const excel = {
  console: { ...console, error: () => {} },
  crypto,
  URLSearchParams,
  window: { location: { origin, search: `?token=${encodeURIComponent(token)}` } },
  config: JSON.parse(page.match(/<script id="config"[^>]*>([^<]*)</)[1].replaceAll("&#34;", '"')),
  xlwings: { getCultureInfoName: async () => "en-GB", getDateFormat: async () => "dd/MM/yyyy" },
  xwRequest: { post },
  Office: {
    onReady: async (then) => then?.({ host: "Excel" }),
    context: { requirements: { isSetSupported: () => true } },
  },
  Excel: { RequestContext: function () { return new OfficeMockObject(workbook); } },
  CustomFunctions: {
    associate: (id, run) => functions.set(id, run),
    Error: CustomFunctionsError,
    ErrorCode: { invalidValue: "#VALUE!" },
  },
};
excel.globalThis = excel;
vm.createContext(excel);
for (const script of ["/static/js/auth.js", "/xlwings/custom-functions-code.js"]) {
  vm.runInContext(await (await fetch(origin + script)).text(), excel);
}

const results = [];
const known = await metadata();
for (const { name, cells } of cases) {
  const { parameters } = known.find((each) => each.id === name);
  try {
    const invocation = { address: "Sheet1!D2", functionName: name };
    results.push({ shows: shown(await functions.get(name)(...passed(parameters, cells), invocation)) });
  } catch (error) {
    results.push({ shows: [[error.code]], says: error.message });
  }
}
done({ results, functions: [...functions.keys()].sort(), known: known.map((each) => each.id).sort() });
