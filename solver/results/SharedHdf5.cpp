// One HDF5 file written by all ranks through MPI-IO.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "solver/core/Ranks.h"
#include "solver/results/AtomicFile.h"
#include "solver/results/Hdf5.h"

#include <fmt/format.h>
#include <mpi.h>

#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace coldloop::results {

namespace {

// A disk that fills up inside HDF5 leaves handles that cannot be closed, so it is asked before.
void checkRoom(const std::filesystem::path& file, double bytes)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
        bytes > static_cast<double>(limit.rlim_cur))
        throwCannotWrite(file, EFBIG);
    struct statvfs disk {};
    if (statvfs(file.parent_path().c_str(), &disk) != 0) throwCannotWrite(file, errno);
    if (bytes > static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize)) throwCannotWrite(file, ENOSPC);
    if (access(file.parent_path().c_str(), W_OK) != 0) throwCannotWrite(file, errno);
}

Handle throughMpi()
{
    Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_fapl_mpio(access.get(), MPI_COMM_WORLD, MPI_INFO_NULL);
    H5Pset_libver_bounds(access.get(), H5F_LIBVER_EARLIEST, H5F_LIBVER_V18);
    return access;
}

Handle withGroups()
{
    Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
    H5Pset_create_intermediate_group(links.get(), 1);
    return links;
}

// HDF5 cannot write texts of variable length through MPI-IO, so that one process does it.
void addStrings(const std::filesystem::path& temporary,
                const std::vector<std::pair<std::string, std::vector<std::string>>>& strings,
                const std::filesystem::path& file)
{
    Handle opened(H5Fopen(temporary.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
    bool good = opened.get() >= 0;
    for (const auto& [path, texts] : strings) good = good && putStrings(opened.get(), path, texts) >= 0;
    if (opened.reset() < 0 || !good)
        throw EnvironmentError(fmt::format("cannot write '{}': HDF5 could not add texts ({}). Check the folder and its "
                                           "disk, or give another folder with -o.",
                                           file.string(), hdf5Cause()));
}

} // namespace

SharedHdf5::SharedHdf5(std::filesystem::path file, double bytes)
    : path_(std::move(file)), temporary_(path_.string() + ".tmp"), file_(H5I_INVALID_HID, H5Fclose)
{
    if (ranks::count() == 1) {
        alone_ = std::make_unique<Hdf5Writer>(path_);
        return;
    }
    const double all = ranks::sum(bytes);
    ranks::onFirst([&] { checkRoom(path_, all); });
    file_ = Handle(H5Fcreate(temporary_.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, throughMpi().get()), H5Fclose);
    kept(file_.get(), "make it");
}

SharedHdf5::~SharedHdf5()
{
    if (alone_ || temporary_.empty()) return;
    file_.reset();
    if (ranks::first()) ::unlink(temporary_.c_str());
}

hid_t SharedHdf5::kept(hid_t result, const std::string& doing)
{
    if (result < 0 && failure_.empty()) failure_ = fmt::format("HDF5 could not {} ({})", doing, hdf5Cause());
    return result;
}

template <class T>
void SharedHdf5::writeRows(const std::string& path, const std::vector<T>& data, hsize_t width, const std::string& unit)
{
    expects(data.size() % width == 0, "rows of an HDF5 dataset are full");
    const hsize_t rows = data.size() / width;
    const std::size_t rank = width > 1 ? 2 : 1;
    if (alone_) {
        alone_->write(path, data, width > 1 ? std::vector<hsize_t>{rows, width} : std::vector<hsize_t>{rows}, unit);
        return;
    }
    unsigned long long mine = rows, before = 0, all = 0;
    MPI_Exscan(&mine, &before, 1, MPI_UNSIGNED_LONG_LONG, MPI_SUM, MPI_COMM_WORLD);
    if (ranks::first()) before = 0; // undefined there
    MPI_Allreduce(&mine, &all, 1, MPI_UNSIGNED_LONG_LONG, MPI_SUM, MPI_COMM_WORLD);
    const hsize_t whole[2] = {all, width}, start[2] = {before, 0}, part[2] = {rows, width};
    const Handle inFile(H5Screate_simple(static_cast<int>(rank), whole, nullptr), H5Sclose);
    Handle made(H5Dcreate2(file_.get(), path.c_str(), nativeType<T>(), inFile.get(), withGroups().get(), H5P_DEFAULT,
                           H5P_DEFAULT),
                H5Dclose);
    kept(made.get(), "make " + path);
    const Handle inMemory(H5Screate_simple(static_cast<int>(rank), part, nullptr), H5Sclose);
    if (rows > 0)
        H5Sselect_hyperslab(inFile.get(), H5S_SELECT_SET, start, nullptr, part, nullptr);
    else {
        H5Sselect_none(inFile.get());
        H5Sselect_none(inMemory.get());
    }
    const Handle transfer(H5Pcreate(H5P_DATASET_XFER), H5Pclose);
    H5Pset_dxpl_mpio(transfer.get(), H5FD_MPIO_COLLECTIVE);
    static const T nothing{};
    const T* const values = data.empty() ? &nothing : data.data();
    if (all > 0)
        kept(H5Dwrite(made.get(), nativeType<T>(), inMemory.get(), inFile.get(), transfer.get(), values),
             "write " + path);
    kept(made.reset(), "close " + path);
    if (!unit.empty()) attribute(path, "unit", unit);
}

template void SharedHdf5::writeRows(const std::string&, const std::vector<double>&, hsize_t, const std::string&);
template void SharedHdf5::writeRows(const std::string&, const std::vector<int>&, hsize_t, const std::string&);
template void SharedHdf5::writeRows(const std::string&, const std::vector<std::int64_t>&, hsize_t, const std::string&);
template void SharedHdf5::writeRows(const std::string&, const std::vector<std::uint8_t>&, hsize_t, const std::string&);

void SharedHdf5::writeStrings(const std::string& path, const std::vector<std::string>& texts)
{
    if (alone_) return alone_->writeStrings(path, texts);
    strings_.emplace_back(path, texts);
}

void SharedHdf5::save()
{
    if (alone_) return alone_->save();
    kept(file_.reset(), "complete it");
    ranks::together([&] {
        if (!failure_.empty())
            throw EnvironmentError(fmt::format("cannot write '{}': {}. Check the folder and its disk, or give another "
                                               "folder with -o.",
                                               path_.string(), failure_));
    });
    ranks::onFirst([&] {
        addStrings(temporary_, strings_, path_);
        publishFile(temporary_, path_);
    });
    temporary_.clear();
}

} // namespace coldloop::results
