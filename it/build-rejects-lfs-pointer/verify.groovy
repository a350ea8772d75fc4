def log = new File(basedir, 'build.log').text
assert log =~ /Task3.resources.checkpoints.best\.onnx` is a git-lfs pointer, not the file itself\./
assert log.contains('git lfs pull')
assert !new File(basedir, 'target/hecktor').exists()
return true
