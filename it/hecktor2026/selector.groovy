// The default engine needs namespaces. Where a machine refuses them, as a container without privileges
// does, this project is skipped; on CI it never is.
if (System.getenv('CI') == 'true') {
  return true
}
List<String> command = ['unshare']
if (['id', '-u'].execute().text.trim() != '0') {
  command += ['--user', '--map-root-user']
}
command += ['--mount', '--net', '--ipc', '--uts', '--pid', '--fork', '--mount-proc', 'true']
try {
  return command.execute().waitFor() == 0
} catch (IOException e) {
  return false
}
