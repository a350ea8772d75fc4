def log = new File(basedir, 'build.log').text
assert log =~ /`submission_task1\.tar\.gz` would have [\d.]+ MiB, [\d.]+ MiB more than its limit of 1\.00 MiB\./
assert log.contains('A layer below the resources weighs most')
assert log.contains('-Dhecktor.archiveLimit')
assert log =~ /compressed\s+unpacked\s+layer/
def left = new File(basedir, 'target/hecktor').list() as List
assert left.sort() == ['report.html', 'task1'] : "nothing but the image and the report is left, found $left"
return true
