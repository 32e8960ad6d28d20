-- Drives ‘stemma lsp’ from Neovim (0.7 or later): findings, a rule's page, and an action applied.
local buffer = vim.api.nvim_get_current_buf()
local server = { name = "stemma", cmd = { os.getenv("STEMMA"), "lsp" }, root_dir = vim.fn.getcwd() }
if vim.lsp.start then
  vim.lsp.start(server)
else
  vim.lsp.buf_attach_client(buffer, vim.lsp.start_client(server))
end

local function give_up(message)
  io.write("error " .. message .. "\n")
  vim.cmd("cquit 1")
end

if not vim.wait(60000, function() return #vim.diagnostic.get(buffer) > 0 end) then
  give_up("no diagnostics")
end
for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
  io.write(("diagnostic %s %d %d\n"):format(diagnostic.code, diagnostic.lnum, diagnostic.col))
end

local function ask(method, parameters)
  parameters.textDocument = vim.lsp.util.make_text_document_params(buffer)
  local answers = vim.lsp.buf_request_sync(buffer, method, parameters, 60000)
  if not answers then give_up("no answer to " .. method) end
  for _, answer in pairs(answers) do return answer.result end
end

local place = { line = 2, character = 3 }
local page = ask("textDocument/hover", { position = place })
io.write("hover " .. page.contents.value:match("[^\n]*") .. "\n")

local actions = ask("textDocument/codeAction", {
  range = { start = place, ["end"] = place },
  context = { diagnostics = {} },
})
for _, action in ipairs(actions) do
  io.write("action " .. action.title .. "\n")
  if action.title:match("^Take out") then
    vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
  end
end
vim.cmd("write")
vim.cmd("qall!")
