"use strict";
// shows the document and sends nothing: there is no place here to type a key into
const nothing = () => () => null;
SwaggerUIBundle({
  url: "openapi.yaml",
  dom_id: "#api",
  validatorUrl: null,
  queryConfigEnabled: false,
  supportedSubmitMethods: [],
  showExtensions: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  defaultModelExpandDepth: 3,
  plugins: [() => ({ wrapComponents: { authorizeBtn: nothing, authorizeOperationBtn: nothing } })],
});
